import fractions, decimal, json

VIEWS = (type({}.keys()), type({}.items()))


class NotPlain(Exception):
    """The value's own class says what it equals, so it cannot be judged outside."""


def ratio(numerator, denominator):
    return f'{numerator:x}' if denominator == 1 else f'{numerator:x}/{denominator:x}'


def encode(value):
    """Two plain values have the same text exactly when == holds for them. Methods of their classes' own are not asked."""
    if value is None:
        return 'N'
    if isinstance(value, int):
        return ratio(int.__add__(value, 0), 1)
    if isinstance(value, float):
        number = float.__add__(value, 0.0)
        if number != number or number - number != 0:
            return str(number)
        return ratio(*number.as_integer_ratio())
    if isinstance(value, str):
        return json.dumps(str.__str__(value))
    if isinstance(value, (bytes, bytearray)):
        return 'B' + bytes(memoryview(value)).hex()
    if isinstance(value, list):
        return f"L[{','.join(map(encode, list.__iter__(value)))}]"
    if isinstance(value, tuple):
        return f"T[{','.join(map(encode, tuple.__iter__(value)))}]"
    if isinstance(value, dict):
        return f"D[{','.join(sorted(encode(key) + ':' + encode(held) for key, held in dict.items(value)))}]"
    if isinstance(value, set):
        return f"S[{','.join(sorted(map(encode, set.__iter__(value))))}]"
    if isinstance(value, frozenset):
        return f"S[{','.join(sorted(map(encode, frozenset.__iter__(value))))}]"
    if type(value) in VIEWS:
        return f"S[{','.join(sorted(map(encode, value)))}]"
    if type(value) is complex:
        return encode(value.real) if value.imag == 0 else f'C[{encode(value.real)},{encode(value.imag)}]'
    if type(value) is fractions.Fraction or type(value) is decimal.Decimal and value.is_finite():
        return ratio(*value.as_integer_ratio())
    raise NotPlain
