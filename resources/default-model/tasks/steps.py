"""Written arithmetic, one digit a step. Every step repeats the digits found so far, so the answer is the last copy."""


def backwards(value):
    return [int(digit) for digit in reversed(str(value))]


def add(a, b):
    first, second, carry, found, lines = backwards(a), backwards(b), 0, "", []
    length = max(len(first), len(second))
    for place in range(length):
        x = first[place] if place < len(first) else 0
        y = second[place] if place < len(second) else 0
        total = x + y + carry
        last = place == length - 1
        found = (str(total) if last else str(total % 10)) + found
        lines.append(f"{x}+{y}{'+1' if carry else ''}={total}, so {found}")
        carry = total // 10
    return f"{a}+{b}: " + "; ".join(lines) + "."


def subtract(a, b):
    """For a >= b. A borrowed ten is written in front of the upper digit, and taken back in the next step."""
    first, second, borrow, found, lines = backwards(a), backwards(b), 0, "", []
    for place, x in enumerate(first):
        y = second[place] if place < len(second) else 0
        upper = x + 10 if x - borrow < y else x
        rest = upper - y - borrow
        found = str(rest) + found
        lines.append(f"{upper}-{y}{'-1' if borrow else ''}={rest}, so {found}")
        borrow = 1 if upper > 9 else 0
    short = str(int(found))
    return f"{a}-{b}: " + "; ".join(lines) + (f"; so {short}." if short != found else ".")


def multiply_digit(a, digit):
    first, carry, found, lines = backwards(a), 0, "", []
    for place, x in enumerate(first):
        product = x * digit
        total = product + carry
        last = place == len(first) - 1
        found = (str(total) if last else str(total % 10)) + found
        with_carry = f"+{carry}={product}+{carry}" if carry else ""
        lines.append(f"{x}*{digit}{with_carry}={total}, so {found}")
        carry = total // 10
    short = str(int(found))
    return f"{a}*{digit}: " + "; ".join(lines) + (f"; so {short}." if short != found else ".")


def multiply(a, b):
    if b < 10:
        return multiply_digit(a, b)
    tens, ones = divmod(b, 10)
    high = a * tens * 10
    return f"{a}*{b}: {multiply_digit(a, ones)} {multiply_digit(a, tens)} {add(high, a * ones)}"


def divide(a, digit):
    rest, found, lines = 0, "", []
    for x in str(a):
        part = rest * 10 + int(x)
        rest = part % digit
        times = part // digit
        found += str(times)
        lines.append(f"{part}/{digit}={times}, {times}*{digit}={times * digit}, {part}-{times * digit}={rest}, so {found}")
    short = str(int(found))
    return f"{a}/{digit}: " + "; ".join(lines) + (f"; so {short}." if short != found else ".")
