import asyncio


async def child():
    await asyncio.sleep(0)
    raise ValueError("in a task")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(child(), name="child")


asyncio.run(main())
