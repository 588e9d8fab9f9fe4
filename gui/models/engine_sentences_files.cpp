// What goes wrong with any file.
#include "models/engine_sentence_tables.h"

namespace deepscope {

namespace {

constexpr SentenceTemplate Sentences[] = {
    {QT_TRANSLATE_NOOP("Engine", "the file does not exist")},
    {QT_TRANSLATE_NOOP("Engine", "the file cannot be opened: %1"), "1"},
    {QT_TRANSLATE_NOOP("Engine", "the file cannot be opened")},
    {QT_TRANSLATE_NOOP("Engine", "this is not a file")},
    {QT_TRANSLATE_NOOP("Engine", "the file is empty")},
    {QT_TRANSLATE_NOOP("Engine", "reading failed at byte %1: %2"), "2"},
    {QT_TRANSLATE_NOOP("Engine", "the file became shorter while it was read: it had %1 bytes and now ends at %2; open "
                                 "it again when it is complete")},
    {QT_TRANSLATE_NOOP("Engine", "the file was changed while it was read; open it again when it is complete")},
    {QT_TRANSLATE_NOOP("Engine", "the file cannot be written: %1"), "1"},
    {QT_TRANSLATE_NOOP("Engine", "the file cannot be written")},
    {QT_TRANSLATE_NOOP("Engine", "this is a folder, not %1"), "1"},
    {QT_TRANSLATE_NOOP("Engine", "a lab record")},
    {QT_TRANSLATE_NOOP("Engine", "a list of experts")},
    {QT_TRANSLATE_NOOP("Engine", "a run file")},
    {QT_TRANSLATE_NOOP("Engine", "No such file or directory")},
    {QT_TRANSLATE_NOOP("Engine", "Permission denied")},
    {QT_TRANSLATE_NOOP("Engine", "No space left on device")},
    {QT_TRANSLATE_NOOP("Engine", "Input/output error")},
    {QT_TRANSLATE_NOOP("Engine", "Read-only file system")},
    {QT_TRANSLATE_NOOP("Engine", "Is a directory")},
};

} // namespace

std::span<const SentenceTemplate> fileSentences() { return Sentences; }

} // namespace deepscope
