# A small operating system: tasks of several kinds send packets to each other under a scheduler with priorities.
IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DATA, WORK = 0, 1
SLOTS = 4


class Packet:
    def __init__(self, target, kind):
        self.link, self.target, self.kind, self.value, self.data = None, target, kind, 0, [0] * SLOTS

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, system, number, priority, queue):
        self.system, self.number, self.priority, self.queue = system, number, priority, queue
        self.held, self.waiting = False, queue is None

    def send(self, packet, sender):
        packet.target = sender
        first = self.queue is None
        self.queue = packet.append_to(self.queue)
        if first:
            self.waiting = False
        return self.priority > self.system.current.priority

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
            packet.link = None
        return packet

    def rest(self):
        if self.queue is None:
            self.waiting = True


class Idle(Task):
    def __init__(self, system, rounds):
        super().__init__(system, IDLE, 0, None)
        self.waiting, self.state, self.rounds = False, 1, rounds

    def step(self):
        self.rounds -= 1
        if self.rounds == 0:
            self.held = True
        elif self.state & 1:
            self.state = (self.state >> 1) ^ 0xD008
            self.system.release(DEVICE_B)
        else:
            self.state >>= 1
            self.system.release(DEVICE_A)


class Worker(Task):
    def __init__(self, system, priority, queue):
        super().__init__(system, WORKER, priority, queue)
        self.handler, self.letter = HANDLER_A, 0

    def step(self):
        packet = self.take()
        if packet is None:
            self.waiting = True
            return
        self.handler = HANDLER_A + HANDLER_B - self.handler
        packet.value = 0
        for slot in range(SLOTS):
            self.letter = self.letter % 26 + 1
            packet.data[slot] = 64 + self.letter
        self.system.deliver(packet, self.handler)
        self.rest()


class Handler(Task):
    def __init__(self, system, number, priority, queue, device):
        super().__init__(system, number, priority, queue)
        self.device, self.work, self.blocks = device, None, None

    def step(self):
        packet = self.take()
        if packet is not None:
            if packet.kind == WORK:
                self.work = packet.append_to(self.work)
            else:
                self.blocks = packet.append_to(self.blocks)
        work = self.work
        if work is not None:
            if work.value >= SLOTS:
                self.work = work.link
                self.system.deliver(work, WORKER)
            elif self.blocks is not None:
                block = self.blocks
                self.blocks = block.link
                block.value = work.data[work.value]
                work.value += 1
                self.system.deliver(block, self.device)
        self.rest()


class Device(Task):
    def __init__(self, system, number, priority, handler):
        super().__init__(system, number, priority, None)
        self.handler, self.pending = handler, None

    def step(self):
        packet = self.take()
        if packet is None:
            if self.pending is not None:
                packet, self.pending = self.pending, None
                self.system.deliver(packet, self.handler)
            self.rest()
        else:
            self.pending = packet
            self.system.holds += 1
            self.held = True


class System:
    def __init__(self, rounds):
        self.holds = self.sent = self.steps = 0
        works = blocks = more_blocks = None
        for _ in range(2):
            works = Packet(WORKER, WORK).append_to(works)
        for _ in range(3):
            blocks = Packet(DEVICE_A, DATA).append_to(blocks)
            more_blocks = Packet(DEVICE_B, DATA).append_to(more_blocks)
        self.tasks = [
            Idle(self, rounds),
            Worker(self, 1000, works),
            Handler(self, HANDLER_A, 2000, blocks, DEVICE_A),
            Handler(self, HANDLER_B, 3000, more_blocks, DEVICE_B),
            Device(self, DEVICE_A, 4000, HANDLER_A),
            Device(self, DEVICE_B, 5000, HANDLER_B),
        ]
        self.order = sorted(self.tasks, key=lambda task: -task.priority)
        self.current = self.order[0]

    def release(self, number):
        self.tasks[number].held = False

    def deliver(self, packet, number):
        self.sent += 1
        self.tasks[number].send(packet, self.current.number)

    def run(self):
        while True:
            for task in self.order:
                if not task.held and (not task.waiting or task.queue is not None):
                    break
            else:
                return
            self.current = task
            self.steps += 1
            task.step()


system = System(100_000)
system.run()
print(system.steps, system.sent, system.holds)
