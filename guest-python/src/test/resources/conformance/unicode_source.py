größe = "ß"
print(größe, "→", "🙂")
ergebnis = größe + "é" + undefiniert
