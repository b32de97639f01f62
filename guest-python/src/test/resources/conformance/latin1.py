# -*- coding: latin-1 -*-
print("é")
raise ValueError("é")
