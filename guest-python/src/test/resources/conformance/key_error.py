prices = {"apple": 1}
print(prices["apple"])
print(prices["pear"])
