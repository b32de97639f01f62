# title: Objects that all have the same hash
# tries: to have one look-up compare with everything
# ends: limit out_of_fuel
# policy: fuel=300000000

class Same:
    def __hash__(self):
        return 1

members = set()
while True:
    members.add(Same())
