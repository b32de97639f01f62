# Constraints with strengths between variables, added and taken away one by one; each method computes one variable from others.
REQUIRED, PREFERRED, DEFAULT, WEAKEST = range(4)


class Variable:
    def __init__(self, value):
        self.value, self.constraints, self.determined_by, self.mark, self.strength, self.stays = value, [], None, 0, WEAKEST, True


class Constraint:
    def __init__(self, planner, strength, variables):
        self.planner, self.strength, self.variables, self.output = planner, strength, variables, None
        for variable in variables:
            variable.constraints.append(self)
        planner.add(self)

    def choose(self, mark):
        best = None
        for variable in self.outputs():
            if variable.mark != mark and variable.strength > self.strength:
                if best is None or variable.strength > best.strength:
                    best = variable
        self.output = best

    def outputs(self):
        return self.variables

    def inputs(self):
        return [variable for variable in self.variables if variable is not self.output]

    def satisfy(self, mark):
        self.choose(mark)
        if self.output is None:
            if self.strength == REQUIRED:
                raise RuntimeError("a required constraint cannot be kept")
            return None
        for variable in self.inputs():
            variable.mark = mark
        overridden = self.output.determined_by
        if overridden is not None:
            overridden.output = None
        self.output.determined_by = self
        self.planner.propagate(self, mark)
        self.output.mark = mark
        return overridden

    def recalculate(self):
        out = self.output
        out.strength = max([self.strength] + [variable.strength for variable in self.inputs()])
        out.stays = self.fixed() and all(variable.stays for variable in self.inputs())
        if out.stays:
            self.execute()

    def fixed(self):
        return True


class Stay(Constraint):
    def execute(self):
        pass


class Edit(Constraint):
    def fixed(self):
        return False

    def execute(self):
        pass


class Equal(Constraint):
    def execute(self):
        a, b = self.variables
        if self.output is b:
            b.value = a.value
        else:
            a.value = b.value


class Scale(Constraint):
    def outputs(self):
        return self.variables[:1] + self.variables[3:]

    def execute(self):
        source, factor, offset, target = self.variables
        if self.output is target:
            target.value = source.value * factor.value + offset.value
        else:
            source.value = (target.value - offset.value) // factor.value


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        while constraint is not None:
            constraint = constraint.satisfy(mark)

    def remove(self, constraint):
        out = constraint.output
        for variable in constraint.variables:
            variable.constraints.remove(constraint)
        if out is None:
            return
        out.determined_by, out.strength, out.stays = None, WEAKEST, True
        constraint.output = None
        waiting, downstream = [], [out]
        while downstream:
            variable = downstream.pop()
            for each in variable.constraints:
                if each.output is None:
                    waiting.append(each)
                elif each.output is not variable:
                    each.recalculate()
                    downstream.append(each.output)
        for each in sorted(waiting, key=lambda each: each.strength):
            self.add(each)

    def propagate(self, constraint, mark):
        work = [constraint]
        while work:
            each = work.pop()
            if each.output.mark == mark and each is not constraint:
                raise RuntimeError("constraints in a circle")
            each.recalculate()
            work.extend(self.consumers(each.output))

    def consumers(self, variable):
        return [
            each
            for each in variable.constraints
            if each.output is not None and each.output is not variable and each is not variable.determined_by
        ]

    def plan(self, sources):
        plan, done, work = [], self.new_mark(), list(sources)
        while work:
            each = work.pop()
            if each.output is not None and each.output.mark != done:
                if all(v.mark == done or v.stays or v.determined_by is None for v in each.inputs()):
                    plan.append(each)
                    each.output.mark = done
                    work.extend(self.consumers(each.output))
        return plan


def change(planner, variable, values):
    edit = Edit(planner, PREFERRED, [variable])
    plan = planner.plan([edit])
    for value in values:
        variable.value = value
        for each in plan:
            each.execute()
    planner.remove(edit)


def chain(length):
    planner = Planner()
    variables = [Variable(0) for _ in range(length)]
    for a, b in zip(variables, variables[1:]):
        Equal(planner, REQUIRED, [a, b])
    Stay(planner, DEFAULT, [variables[-1]])
    change(planner, variables[0], range(60))
    return variables[-1].value


def projection(count):
    planner = Planner()
    factor, offset, targets = Variable(10), Variable(1000), []
    Stay(planner, DEFAULT, [factor])
    Stay(planner, DEFAULT, [offset])
    for i in range(count):
        source, target = Variable(i), Variable(i)
        targets.append(target)
        Stay(planner, DEFAULT, [source])
        Scale(planner, REQUIRED, [source, factor, offset, target])
    change(planner, factor, range(1, 6))
    return sum(target.value for target in targets)


print(chain(600), projection(500))
