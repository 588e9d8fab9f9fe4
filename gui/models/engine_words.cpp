#include "engine_words.h"

#include "paint/texts.h"

namespace deepscope {

namespace {

// As the engine words them: tst_window_languages holds it to that.
[[maybe_unused]] constexpr const char *Known[] = {
    // DeviceType, ModelSource
    QT_TRANSLATE_NOOP("Engine", "discrete"),
    QT_TRANSLATE_NOOP("Engine", "integrated"),
    QT_TRANSLATE_NOOP("Engine", "virtual"),
    QT_TRANSLATE_NOOP("Engine", "software"),
    QT_TRANSLATE_NOOP("Engine", "other"),
    QT_TRANSLATE_NOOP("Engine", "your folder"),
    // LabMemoryPart
    QT_TRANSLATE_NOOP("Engine", "weights"),
    QT_TRANSLATE_NOOP("Engine", "slopes"),
    QT_TRANSLATE_NOOP("Engine", "moments"),
    QT_TRANSLATE_NOOP("Engine", "activations"),
    QT_TRANSLATE_NOOP("Engine", "cache"),
    QT_TRANSLATE_NOOP("Engine", "scratch"),
    QT_TRANSLATE_NOOP("Engine", "reference"),
    // LabTaskInfo
    QT_TRANSLATE_NOOP("Engine", "sums"),
    QT_TRANSLATE_NOOP("Engine", "countdown"),
    QT_TRANSLATE_NOOP("Engine", "cups"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Two numbers of 2 to 4 digits are added; on paper, digit by digit from the right, each step is easy."),
    QT_TRANSLATE_NOOP(
        "Engine", "Two of six numbers make the target by + or -; which two is found by trying one after the other."),
    QT_TRANSLATE_NOOP("Engine", "Five cups stand in a row and pairs of them change places; in the head the steps are "
                                "soon lost, on paper each is one small change."),
    // RewardKind, Algorithm
    QT_TRANSLATE_NOOP("Engine",
                      "Form and match: an answer of the right form gets a little, and much more if it is also right."),
    QT_TRANSLATE_NOOP("Engine", "Form alone: nothing holds the answers right, and nothing makes a thought pay."),
    QT_TRANSLATE_NOOP("Engine",
                      "By lot: half of all answers are rewarded, whatever they say. Nothing can be learned from it."),
    QT_TRANSLATE_NOOP("Engine", "Dr. GRPO: an answer is as good as its reward is above the mean of its group, and "
                                "every token counts the same, so that length alone neither pays nor costs."),
    QT_TRANSLATE_NOOP(
        "Engine", "GRPO, as published: the distance from the group's mean is divided by the group's spread, and each "
                  "answer by its own length, which makes small differences large and long wrong answers cheap."),
    QT_TRANSLATE_NOOP("Engine",
                      "DAPO: as GRPO, but all tokens of the step count the same, and groups whose answers are "
                      "all equally good are left out."),
    QT_TRANSLATE_NOOP("Engine", "REINFORCE, leave one out: each answer is compared with the mean of the others in its "
                                "group, and all its tokens are pushed by the whole difference."),
};

} // namespace

QString engineText(const std::string &text) { return QCoreApplication::translate("Engine", text.c_str()); }

QString phaseTitle(Phase phase)
{
    switch (phase) {
    case Phase::Prompt:
        return tr("Prompt");
    case Phase::Think:
        return tr("Thought");
    case Phase::Answer:
        break;
    }
    return tr("Answer");
}

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
