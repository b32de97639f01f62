// Constraints with strengths between variables, added and taken away one by one; each method computes one variable from others.
const REQUIRED = 0, PREFERRED = 1, DEFAULT = 2, WEAKEST = 3;

class Variable {
  constructor(value) {
    Object.assign(this, { value, constraints: [], determinedBy: null, mark: 0, strength: WEAKEST, stays: true });
  }
}

class Constraint {
  constructor(planner, strength, variables) {
    Object.assign(this, { planner, strength, variables, output: null });
    for (const variable of variables) variable.constraints.push(this);
    planner.add(this);
  }
  choose(mark) {
    let best = null;
    for (const variable of this.outputs()) {
      if (variable.mark !== mark && variable.strength > this.strength && (best === null || variable.strength > best.strength)) best = variable;
    }
    this.output = best;
  }
  outputs() {
    return this.variables;
  }
  inputs() {
    return this.variables.filter((variable) => variable !== this.output);
  }
  satisfy(mark) {
    this.choose(mark);
    if (this.output === null) {
      if (this.strength === REQUIRED) throw new Error('a required constraint cannot be kept');
      return null;
    }
    for (const variable of this.inputs()) variable.mark = mark;
    const overridden = this.output.determinedBy;
    if (overridden !== null) overridden.output = null;
    this.output.determinedBy = this;
    this.planner.propagate(this, mark);
    this.output.mark = mark;
    return overridden;
  }
  recalculate() {
    const out = this.output, inputs = this.inputs();
    out.strength = inputs.reduce((most, variable) => Math.max(most, variable.strength), this.strength);
    out.stays = this.fixed() && inputs.every((variable) => variable.stays);
    if (out.stays) this.execute();
  }
  fixed() {
    return true;
  }
  execute() {}
}

class Stay extends Constraint {}

class Edit extends Constraint {
  fixed() {
    return false;
  }
}

class Equal extends Constraint {
  execute() {
    const [a, b] = this.variables;
    if (this.output === b) b.value = a.value;
    else a.value = b.value;
  }
}

class Scale extends Constraint {
  outputs() {
    return [this.variables[0], this.variables[3]];
  }
  execute() {
    const [source, factor, offset, target] = this.variables;
    if (this.output === target) target.value = source.value * factor.value + offset.value;
    else source.value = Math.trunc((target.value - offset.value) / factor.value);
  }
}

class Planner {
  constructor() {
    this.mark = 0;
  }
  add(constraint) {
    const mark = ++this.mark;
    while (constraint !== null) constraint = constraint.satisfy(mark);
  }
  remove(constraint) {
    const out = constraint.output;
    for (const variable of constraint.variables) variable.constraints.splice(variable.constraints.indexOf(constraint), 1);
    if (out === null) return;
    Object.assign(out, { determinedBy: null, strength: WEAKEST, stays: true });
    constraint.output = null;
    const waiting = [], downstream = [out];
    while (downstream.length > 0) {
      const variable = downstream.pop();
      for (const each of variable.constraints) {
        if (each.output === null) {
          waiting.push(each);
        } else if (each.output !== variable) {
          each.recalculate();
          downstream.push(each.output);
        }
      }
    }
    for (const each of waiting.sort((a, b) => a.strength - b.strength)) this.add(each);
  }
  propagate(constraint, mark) {
    const work = [constraint];
    while (work.length > 0) {
      const each = work.pop();
      if (each.output.mark === mark && each !== constraint) throw new Error('constraints in a circle');
      each.recalculate();
      work.push(...this.consumers(each.output));
    }
  }
  consumers(variable) {
    return variable.constraints.filter((each) => each.output !== null && each.output !== variable && each !== variable.determinedBy);
  }
  plan(sources) {
    const plan = [], done = ++this.mark, work = [...sources];
    while (work.length > 0) {
      const each = work.pop();
      if (each.output !== null && each.output.mark !== done
          && each.inputs().every((v) => v.mark === done || v.stays || v.determinedBy === null)) {
        plan.push(each);
        each.output.mark = done;
        work.push(...this.consumers(each.output));
      }
    }
    return plan;
  }
}

function change(planner, variable, values) {
  const edit = new Edit(planner, PREFERRED, [variable]);
  const plan = planner.plan([edit]);
  for (const value of values) {
    variable.value = value;
    for (const each of plan) each.execute();
  }
  planner.remove(edit);
}

const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);

function chain(length) {
  const planner = new Planner();
  const variables = range(0, length).map(() => new Variable(0));
  for (let i = 1; i < length; i++) new Equal(planner, REQUIRED, [variables[i - 1], variables[i]]);
  new Stay(planner, DEFAULT, [variables.at(-1)]);
  change(planner, variables[0], range(0, 60));
  return variables.at(-1).value;
}

function projection(count) {
  const planner = new Planner();
  const factor = new Variable(10), offset = new Variable(1000), targets = [];
  new Stay(planner, DEFAULT, [factor]);
  new Stay(planner, DEFAULT, [offset]);
  for (let i = 0; i < count; i++) {
    const source = new Variable(i), target = new Variable(i);
    targets.push(target);
    new Stay(planner, DEFAULT, [source]);
    new Scale(planner, REQUIRED, [source, factor, offset, target]);
  }
  change(planner, factor, range(1, 6));
  return targets.reduce((sum, target) => sum + target.value, 0);
}

console.log(chain(600), projection(500));
