def check(number):
    if number % 2:
        raise ValueError(f"odd: {number}")
    raise TypeError(f"even: {number}")


errors = []
for number in range(3):
    try:
        check(number)
    except Exception as error:
        errors.append(error)
raise ExceptionGroup("checks", [errors[0], ExceptionGroup("rest", errors[1:])])
