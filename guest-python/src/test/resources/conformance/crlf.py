print(1)
raise ValueError("crlf")
