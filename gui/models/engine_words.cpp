#include "engine_words.h"

#include "paint/texts.h"

namespace deepscope {

QString phaseWord(Phase phase)
{
    static constexpr const char *words[] = {QT_TRANSLATE_NOOP("deepscope", "prompt"),
                                            QT_TRANSLATE_NOOP("deepscope", "think"),
                                            QT_TRANSLATE_NOOP("deepscope", "answer")};
    return tr(words[size_t(phase)]);
}

QString stageWord(Stage stage)
{
    static constexpr const char *words[StageCount] = {
        QT_TRANSLATE_NOOP("deepscope", "embed"),  QT_TRANSLATE_NOOP("deepscope", "attention"),
        QT_TRANSLATE_NOOP("deepscope", "router"), QT_TRANSLATE_NOOP("deepscope", "experts"),
        QT_TRANSLATE_NOOP("deepscope", "logits"), QT_TRANSLATE_NOOP("deepscope", "sample"),
    };
    return tr(words[size_t(stage)]);
}

} // namespace deepscope
