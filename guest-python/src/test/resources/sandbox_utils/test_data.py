PEOPLE = [
    {"name": "Ann", "age": 30, "team": "red"},
    {"name": "Bob", "age": 17, "team": "blue"},
    {"name": "Cy", "age": None, "team": "red"},
]


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


def test_groups_by_function_field_index_and_attribute():
    assert {k: len(v) for k, v in group_by(PEOPLE, "team").items()} == {"red": 2, "blue": 1}
    assert group_by(["apple", "bean", "avocado"], lambda word: word[0]) == {"a": ["apple", "avocado"], "b": ["bean"]}
    assert group_by([(1, "x"), (2, "y"), (1, "z")], 0) == {1: [(1, "x"), (1, "z")], 2: [(2, "y")]}
    one, two = Point(1, 2), Point(1, 3)
    assert group_by([one, two], "x") == {1: [one, two]}
    assert group_by(PEOPLE, ["team", "age"]) == {("red", 30): [PEOPLE[0]], ("blue", 17): [PEOPLE[1]], ("red", None): [PEOPLE[2]]}
    assert group_by([], "anything") == {}
    assert group_by(iter("aba"), str) == {"a": ["a", "a"], "b": ["b"]}


def test_a_field_that_is_not_there_is_named_with_what_is_meant():
    with raises(KeyError, "group_by", "'nmae'", "did you mean 'name'?"):
        group_by(PEOPLE, "nmae")
    with raises(KeyError, "sort_by", "5"):
        sort_by([(1, 2)], 5)
    with raises(TypeError, "map_items", "int", "no field 'x'"):
        map_items([3], "x")
    with raises(TypeError, "group_by", "[1]", "tuple"):
        group_by([[1]], lambda item: item)


def test_keys_and_items_of_other_types_are_refused():
    for function in (group_by, sort_by, map_items):
        with raises(TypeError, function.__name__, "name of a field", "3.5"):
            function(PEOPLE, 3.5)
        with raises(TypeError, function.__name__, "a list", "17"):
            function(17, "name")
    with raises(TypeError, "sort_by"):
        sort_by(PEOPLE, [])


def test_filters_by_predicate_fields_and_both():
    assert filter_by(range(6), lambda number: number % 2 == 0) == [0, 2, 4]
    assert filter_by(PEOPLE, team="red", age=30) == [PEOPLE[0]]
    assert filter_by(PEOPLE, lambda person: person["name"] != "Cy", team="red") == [PEOPLE[0]]
    assert filter_by(PEOPLE, age=lambda age: age is not None and age < 20) == [PEOPLE[1]]
    assert filter_by(PEOPLE, missing=1) == []
    assert filter_by([1, "x"], real=1) == [1]
    with raises(TypeError, "filter_by", "predicate is needed"):
        filter_by(PEOPLE)
    with raises(TypeError, "filter_by", "'red'"):
        filter_by(PEOPLE, "red")


def test_maps_by_function_field_and_fields():
    assert map_items([1, 2], str) == ["1", "2"]
    assert map_items(PEOPLE, "name") == ["Ann", "Bob", "Cy"]
    assert map_items(PEOPLE[:1], ["age", "name"]) == [{"age": 30, "name": "Ann"}]
    assert map_items([], "x") == []


def test_sorts_with_none_last_and_keeps_the_order_of_equals():
    assert map_items(sort_by(PEOPLE, "age"), "name") == ["Bob", "Ann", "Cy"]
    assert map_items(sort_by(PEOPLE, "age", reverse=True), "name") == ["Ann", "Bob", "Cy"]
    assert map_items(sort_by(PEOPLE, "team"), "name") == ["Bob", "Ann", "Cy"]
    assert map_items(sort_by(PEOPLE, ["team", "name"], reverse=True), "name") == ["Cy", "Ann", "Bob"]
    assert sort_by(["b", "a"], lambda letter: letter) == ["a", "b"]
    with raises(TypeError, "sort_by", "cannot be compared", "str(item"):
        sort_by([{"a": 1}, {"a": "x"}], "a")


def test_unique_takes_what_cannot_be_hashed():
    assert unique([3, 1, 3, 2, 1]) == [3, 1, 2]
    assert unique([{"a": [1]}, {"a": [1]}, {"a": [2]}]) == [{"a": [1]}, {"a": [2]}]
    assert unique([[1], (1,), [1], {1}, {1}]) == [[1], (1,), {1}]
    assert unique(["a", "A", "b"], str.lower) == ["a", "b"]
    assert unique(PEOPLE, "team") == PEOPLE[:2]
    odd = [bytearray(b"x"), bytearray(b"x"), bytearray(b"y")]
    assert unique(odd) == [odd[0], odd[2]]
    assert unique([1, True, 1.0]) == [1]
    assert unique(()) == []


def test_unique_survives_lists_that_contain_themselves():
    loop = []
    loop.append(loop)
    assert len(unique([loop, 1])) == 2


def test_chunks_are_lists_and_the_last_one_is_shorter():
    assert chunk([1, 2, 3, 4, 5], 2) == [[1, 2], [3, 4], [5]]
    assert chunk((number for number in range(4)), 2) == [[0, 1], [2, 3]]
    assert chunk([], 3) == [] and chunk("abc", 5) == [["a", "b", "c"]]
    for size in (0, -1, 1.5, "2", True):
        with raises(ValueError, "chunk", "size"):
            chunk([1], size)
    with raises(TypeError, "chunk", "None"):
        chunk(None, 2)


run_tests(globals())
