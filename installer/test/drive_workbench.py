#!/usr/bin/env python3
"""Uses a running workbench as a person does, by keyboard, and reads what it shows as a screen reader does.

usage: drive_workbench.py ask RECORDING   asks in a window that has seen no question yet, and saves the run there
       drive_workbench.py kept            opens the chat of an earlier run of the program
       drive_workbench.py newer           reads that the chats are of a newer version, and asks all the same

Needs an X display, xdotool, and the accessibility bus (AT-SPI) that the program is connected to. Exit status 0 when the
model thought and answered and, for `ask`, all three panels tell of the same token.
"""
import pathlib
import re
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

QUESTION, ANSWER = "What is 47 + 85?", "132"
PATIENCE = 180  # seconds, for a software device on a busy machine


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child:
            yield from walk(child)


def text_of(node):
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else ""


def has(node, state):
    return node.get_state_set().contains(state)


def find(root, name, role=None):
    """The showing element of that name, else a hidden one, else None."""
    found = [n for n in walk(root) if re.fullmatch(name, n.get_name() or "") and role in (None, n.get_role_name())]
    found.sort(key=lambda n: not has(n, Atspi.StateType.SHOWING))
    return found[0] if found else None


def wait_for(what, question):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if result := question():
                return result
        except GLib.Error:
            pass  # the element went away while it was read
        time.sleep(0.3)
    sys.exit(f"waited {PATIENCE} seconds in vain for {what}")


def keys(*arguments):
    subprocess.run(["xdotool", *arguments], check=True)


def program():
    desktop = Atspi.get_desktop(0)
    found = [desktop.get_child_at_index(i) for i in range(desktop.get_child_count())]
    return next((application for application in found if application and application.get_name() == "Deepscope"), None)


def trigger(root, name):
    action = find(root, name, "menu item").get_action_iface()
    names = [Atspi.Action.get_action_name(action, i) for i in range(Atspi.Action.get_n_actions(action))]
    Atspi.Action.do_action(action, next(i for i, action_name in enumerate(names) if action_name in ("Press", "Trigger")))


def focus(node):
    window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Deepscope"], capture_output=True,
                            text=True, check=True).stdout.split()[0]
    keys("windowfocus", "--sync", window)
    Atspi.Component.grab_focus(node.get_component_iface())
    time.sleep(0.5)


def ask(root):
    question = wait_for("a model that takes questions",
                        lambda: (n := find(root, "Question", "text")) and has(n, Atspi.StateType.SENSITIVE) and n)
    focus(question)
    keys("type", "--delay", "30", QUESTION)
    wait_for("the typed question", lambda: text_of(question) == QUESTION)
    keys("key", "Return")


def description(root, name):
    node = find(root, name)
    return (node.get_description() or "") if node else ""


def check_answer(root):
    wait_for("the answer", lambda: (n := find(root, "Answer")) and text_of(n).strip() == ANSWER)
    header = wait_for("the end of the thought", lambda: find(root, "Thought for .*|Thought.*token.*"))
    print(f"thought: {header.get_name()}; answer: {ANSWER}")


def check_panels(root):
    """Focus on a token by the menu; every panel must tell of that one."""
    trigger(root, "Next Token")
    frames = {name: find(root, name, "frame") for name in ("Experts", "Token Details", "Memory")}
    experts = wait_for("the experts of the token",
                       lambda: description(frames["Experts"], "Experts of the focused token"))
    details = description(frames["Token Details"], "Experts of this token")
    memory = description(frames["Memory"], "Memory in use")
    token = int(re.search(r"token (\d+)", experts).group(1))
    strongest = re.findall(r"expert (\d+: [\d.]+)", details)
    if not strongest or not all(f"Expert {fact}" in experts for fact in strongest):
        sys.exit(f"Token Details and Experts disagree: {details!r}, {experts!r}")
    if f"KV cache in use: {token + 1} of " not in memory:
        sys.exit(f"Memory does not tell of the {token + 1} tokens up to the focused one: {memory!r}")
    for panel, words in (("Experts", experts), ("Token Details", details), ("Memory", memory)):
        print(f"{panel}: " + words.replace("\n", "; ")[:160])


def save(root, path):
    trigger(root, "Save Run As…")
    field = wait_for("the file dialog", lambda: (n := find(root, "File name:", "text")) and
                     has(n, Atspi.StateType.SHOWING) and n)
    Atspi.EditableText.set_text_contents(field.get_editable_text_iface(), str(path))
    button = wait_for("the Save button", lambda: (n := find(root, "Save", "push button")) and
                      has(n, Atspi.StateType.SENSITIVE) and n)
    Atspi.Action.do_action(button.get_action_iface(), 0)
    wait_for(f"the recording {path}", lambda: path.exists() and path.stat().st_size > 0)


def open_kept_chat(root):
    chat = wait_for("the chat in the list", lambda: (chats := find(root, "Chats", "list")) and find(chats, re.escape(QUESTION) + ".*"))
    place = Atspi.Component.get_extents(chat.get_component_iface(), Atspi.CoordType.SCREEN)
    keys("mousemove", str(place.x + place.width // 2), str(place.y + place.height // 2), "click", "1")


def expect_newer(root):
    print(wait_for("the sentence about the newer version",
                   lambda: (words := description(root, "Message")) and "newer version of Deepscope" in words and words))


def main(verb, *arguments):
    root = wait_for("the program on the accessibility bus", program)
    if verb == "kept":
        open_kept_chat(root)
        check_answer(root)
        return
    if verb == "newer":
        expect_newer(root)
    ask(root)
    check_answer(root)
    if verb == "ask":
        check_panels(root)
        save(root, pathlib.Path(*arguments))


if __name__ == "__main__":
    if sys.argv[1:2] not in (["ask"], ["kept"], ["newer"]) or len(sys.argv) != (3 if sys.argv[1] == "ask" else 2):
        sys.exit(__doc__)
    main(*sys.argv[1:])
