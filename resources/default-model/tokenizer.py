"""The SentencePiece rule of "llama" vocabularies: a space is U+2581, one is put in front of the text and after every
special piece, and the adjacent pair with the highest score is merged until none is left."""
import json
import re

SPACE = "\u2581"
NORMAL, UNKNOWN, CONTROL, USER, BYTE = 1, 2, 3, 4, 6


class Tokenizer:
    def __init__(self, pieces, scores, types):
        self.pieces, self.scores, self.types = pieces, scores, types
        self.ids = {piece: token for token, piece in enumerate(pieces)}
        special = [p for p, kind in zip(pieces, types) if kind in (CONTROL, USER)]
        self.splitter = re.compile("(" + "|".join(map(re.escape, sorted(special, key=len, reverse=True))) + ")")
        self.special = set(special)
        self.known_words = {}

    def encode(self, text):
        tokens = []
        for part in self.splitter.split(text):
            if part in self.special:
                tokens.append(self.ids[part])
            elif part:
                # no piece has a space inside, so words can be encoded one by one
                for word in re.findall(f"{SPACE}[^{SPACE}]*", SPACE + part.replace(" ", SPACE)):
                    tokens += self.encode_word(word)
        return tokens

    def encode_word(self, word):
        if word not in self.known_words:
            if len(self.known_words) > 200000:
                self.known_words.clear()
            self.known_words[word] = self.merge(list(word))
        return self.known_words[word]

    def merge(self, parts):
        while True:
            best, where = None, None
            for i in range(len(parts) - 1):
                token = self.ids.get(parts[i] + parts[i + 1])
                if token is not None and self.types[token] == NORMAL and (best is None or self.scores[token] > best):
                    best, where = self.scores[token], i
            if where is None:
                break
            parts[where:where + 2] = [parts[where] + parts[where + 1]]
        tokens = []
        for part in parts:
            if part in self.ids:
                tokens.append(self.ids[part])
            else:
                tokens += [self.ids[f"<0x{byte:02X}>"] for byte in part.encode()]
        return tokens

    def decode(self, tokens):
        """The text; the space that encoding put in front of each stretch is dropped again."""
        data, fresh = b"", True
        for token in tokens:
            piece, kind = self.pieces[token], self.types[token]
            if kind == BYTE:
                data += bytes([int(piece[3:5], 16)])
            else:
                text = piece.replace(SPACE, " ")
                data += (text[1:] if fresh and text.startswith(" ") else text).encode()
            fresh = kind in (CONTROL, USER)
        return data.decode(errors="replace")


def load(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    return Tokenizer(data["pieces"], data["scores"], data["types"])
