print("bom")
x x
