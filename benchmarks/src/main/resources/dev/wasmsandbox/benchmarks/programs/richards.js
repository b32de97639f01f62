// A small operating system: tasks of several kinds send packets to each other under a scheduler with priorities.
const WORKER = 1, HANDLER_A = 2, HANDLER_B = 3, DEVICE_A = 4, DEVICE_B = 5;
const DATA = 0, WORK = 1, SLOTS = 4;

class Packet {
  constructor(target, kind) {
    this.link = null;
    this.target = target;
    this.kind = kind;
    this.value = 0;
    this.data = new Array(SLOTS).fill(0);
  }
  appendTo(queue) {
    this.link = null;
    if (queue === null) return this;
    let last = queue;
    while (last.link !== null) last = last.link;
    last.link = this;
    return queue;
  }
}

class Task {
  constructor(system, number, priority, queue) {
    Object.assign(this, { system, number, priority, queue, held: false, waiting: queue === null });
  }
  send(packet, sender) {
    packet.target = sender;
    const first = this.queue === null;
    this.queue = packet.appendTo(this.queue);
    if (first) this.waiting = false;
  }
  take() {
    const packet = this.queue;
    if (packet !== null) {
      this.queue = packet.link;
      packet.link = null;
    }
    return packet;
  }
  rest() {
    if (this.queue === null) this.waiting = true;
  }
}

class Idle extends Task {
  constructor(system, rounds) {
    super(system, 0, 0, null);
    Object.assign(this, { waiting: false, state: 1, rounds });
  }
  step() {
    if (--this.rounds === 0) {
      this.held = true;
    } else if (this.state & 1) {
      this.state = (this.state >> 1) ^ 0xD008;
      this.system.release(DEVICE_B);
    } else {
      this.state >>= 1;
      this.system.release(DEVICE_A);
    }
  }
}

class Worker extends Task {
  constructor(system, priority, queue) {
    super(system, WORKER, priority, queue);
    Object.assign(this, { handler: HANDLER_A, letter: 0 });
  }
  step() {
    const packet = this.take();
    if (packet === null) {
      this.waiting = true;
      return;
    }
    this.handler = HANDLER_A + HANDLER_B - this.handler;
    packet.value = 0;
    for (let slot = 0; slot < SLOTS; slot++) {
      this.letter = this.letter % 26 + 1;
      packet.data[slot] = 64 + this.letter;
    }
    this.system.deliver(packet, this.handler);
    this.rest();
  }
}

class Handler extends Task {
  constructor(system, number, priority, queue, device) {
    super(system, number, priority, queue);
    Object.assign(this, { device, work: null, blocks: null });
  }
  step() {
    const packet = this.take();
    if (packet !== null) {
      if (packet.kind === WORK) this.work = packet.appendTo(this.work);
      else this.blocks = packet.appendTo(this.blocks);
    }
    const work = this.work;
    if (work !== null) {
      if (work.value >= SLOTS) {
        this.work = work.link;
        this.system.deliver(work, WORKER);
      } else if (this.blocks !== null) {
        const block = this.blocks;
        this.blocks = block.link;
        block.value = work.data[work.value++];
        this.system.deliver(block, this.device);
      }
    }
    this.rest();
  }
}

class Device extends Task {
  constructor(system, number, priority, handler) {
    super(system, number, priority, null);
    Object.assign(this, { handler, pending: null });
  }
  step() {
    const packet = this.take();
    if (packet === null) {
      if (this.pending !== null) {
        const pending = this.pending;
        this.pending = null;
        this.system.deliver(pending, this.handler);
      }
      this.rest();
    } else {
      this.pending = packet;
      this.system.holds++;
      this.held = true;
    }
  }
}

class System {
  constructor(rounds) {
    this.holds = this.sent = this.steps = 0;
    let works = null, blocks = null, moreBlocks = null;
    for (let i = 0; i < 2; i++) works = new Packet(WORKER, WORK).appendTo(works);
    for (let i = 0; i < 3; i++) {
      blocks = new Packet(DEVICE_A, DATA).appendTo(blocks);
      moreBlocks = new Packet(DEVICE_B, DATA).appendTo(moreBlocks);
    }
    this.tasks = [
      new Idle(this, rounds),
      new Worker(this, 1000, works),
      new Handler(this, HANDLER_A, 2000, blocks, DEVICE_A),
      new Handler(this, HANDLER_B, 3000, moreBlocks, DEVICE_B),
      new Device(this, DEVICE_A, 4000, HANDLER_A),
      new Device(this, DEVICE_B, 5000, HANDLER_B),
    ];
    this.order = [...this.tasks].sort((a, b) => b.priority - a.priority);
    this.current = this.order[0];
  }
  release(number) {
    this.tasks[number].held = false;
  }
  deliver(packet, number) {
    this.sent++;
    this.tasks[number].send(packet, this.current.number);
  }
  run() {
    for (;;) {
      const task = this.order.find((each) => !each.held && (!each.waiting || each.queue !== null));
      if (task === undefined) return;
      this.current = task;
      this.steps++;
      task.step();
    }
  }
}

const system = new System(120000);
system.run();
console.log(system.steps, system.sent, system.holds);
