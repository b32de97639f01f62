result = sum(
    1 / divisor
    for divisor in (
        1,
        0,
    )
)
