#include "lab_story.h"

#include "models/engine_sentences.h"
#include "paint/number_format.h"
#include "paint/sentence.h"
#include "paint/texts.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

using Kind = LabState::Kind;

constexpr double MuchTruncated = 0.5, Collapsed = 0.15, FallFromBest = 0.2;
constexpr uint32_t FirstSteps = 5; // so few tell nothing yet

double fullThoughts(const LabStep &step) { return step.kinds[size_t(ThoughtKind::Full)]; }

LabStory trouble(const QString &headline, const QString &text) { return {LabStory::Mood::Trouble, headline, text}; }

QString rewardWords(const LabSettings &settings)
{
    switch (settings.reward) {
    case RewardKind::FormAndMatch:
        return tr("Rewarded: %1 for the right form, %2 more where the answer is also right. Nobody shows the model how "
                  "to think.")
            .arg(settings.formReward)
            .arg(settings.matchReward);
    case RewardKind::FormOnly:
        return tr("Rewarded: the right form alone. Nothing makes a thought pay, so thoughts should shrink.");
    case RewardKind::Random:
        return tr("Rewarded: half of all answers, by lot. Nothing can be learned from that, so nothing should rise.");
    }
    return {};
}

QString figuresWords(const LabStep &step)
{
    return tr("Now %1 of the answers are right, after %2 of thought.")
        .arg(formatShare(step.match), tokensWords(step.thoughtTokens));
}

// What learning found was there before, rarely.
QString turnWords(const LabHistory &history, const TurningPoint &turn)
{
    const LabStep &base = history.steps().front();
    const bool thoughtPays = history.begun() && history.begun()->settings.reward == RewardKind::FormAndMatch;
    if (!turn.throughThought() || base.step > 0 || !thoughtPays)
        return turningPointWords(turn);
    if (fullThoughts(base) <= 0)
        return tr("No sampled answer of the base thought at length. Learning found such thoughts on its way, and that "
                  "they pay.");
    return tr("The long thought was in %1 of the base's answers. Learning did not invent it; it found that it pays.")
        .arg(formatShare(fullThoughts(base)));
}

std::optional<LabStory> troubleOf(const LabHistory &history)
{
    const LabStep &last = history.steps().back();
    const LabHeldOut *best = history.best();
    if (best && history.heldOut().back().match < best->match - FallFromBest)
        return trouble(tr("It got worse"),
                       tr("Held-out answers fell from %1 right at step %2 to %3.")
                               .arg(formatShare(best->match))
                               .arg(best->step)
                               .arg(formatShare(history.heldOut().back().match)) +
                           (history.isRunning() ? tr(" “Back to Best” goes on from there.") : QString()));
    if (last.step > 0 && !last.learned && !last.refusal.empty())
        return trouble(tr("Step %1 taught nothing").arg(last.step), engineSentence(last.refusal));
    if (last.truncated > MuchTruncated)
        return trouble(tr("Answers are cut off"),
                       tr("%1 of the answers did not end before the cap. A higher cap gives thoughts room.")
                           .arg(formatShare(last.truncated)));
    return std::nullopt;
}

QString stepHeadline(const LabHistory &history)
{
    const uint32_t step = history.steps().back().step;
    switch (history.state().kind) {
    case Kind::Paused:
        return tr("Paused behind step %1").arg(step);
    case Kind::Waiting:
        return tr("Step %1, waiting for the chat").arg(step);
    case Kind::Ended:
        return history.isLive() ? tr("Ended at step %1").arg(step) : tr("A recorded run, %1 steps").arg(step);
    case Kind::Preparing:
    case Kind::Learning:
        break;
    }
    return step == 0 ? tr("The base, before it learns") : tr("Step %1").arg(step);
}

QString failureWords(const LabState &state)
{
    const QString why = state.failure ? engineSentence(state.failure->sentence) : QString();
    return (why + u' ' + engineSentence(state.sentence)).trimmed();
}

LabStory running(const LabHistory &history)
{
    const LabStep &last = history.steps().back();
    const LabSettings settings = history.begun() ? history.begun()->settings : LabSettings();
    LabStory story{LabStory::Mood::Calm, stepHeadline(history), {}};
    if (const std::optional<LabStory> worse = troubleOf(history))
        return {worse->mood, story.headline + QStringLiteral(" · ") + worse->headline, worse->text};
    if (const auto &turn = history.turningPoint()) {
        story.headline += tr(" · it turned at step %1").arg(turn->step);
        story.text = turnWords(history, *turn) + u' ' + figuresWords(last);
    } else {
        story.text = rewardWords(settings) + u' ' + figuresWords(last);
    }
    return story;
}

} // namespace

QString tokensWords(double tokens)
{
    const double rounded = tokens < 9.95 ? std::round(tokens * 10) / 10 : std::round(tokens);
    return rounded == 1 ? tr("1 token") : tr("%1 tokens").arg(rounded);
}

QString turningPointWords(const TurningPoint &turn)
{
    const QString rise = tr("Step %1: right answers rose from %2 to %3")
                             .arg(turn.step)
                             .arg(formatShare(turn.matchBefore), formatShare(turn.matchAfter));
    if (!turn.throughThought())
        return rise + u'.';
    return tr("%1, thoughts from %2 to %3.")
        .arg(rise, QString::number(std::round(turn.thoughtBefore * 10) / 10), tokensWords(turn.thoughtAfter));
}

LabStory storyOf(const LabHistory &history)
{
    const LabState &state = history.state();
    if (history.isEmpty())
        return {LabStory::Mood::Calm, tr("Nothing has been learned yet"),
                tr("A small model answers questions, eight times each. What is right is rewarded; how to think, nobody "
                   "shows it.")};
    if (state.failure || !state.sentence.empty())
        return trouble(state.kind == Kind::Paused ? tr("Paused behind step %1").arg(history.lastStep())
                       : history.steps().empty()  ? tr("It could not begin")
                                                  : tr("Ended at step %1").arg(history.lastStep()),
                       failureWords(state));
    if (!history.steps().empty() && state.kind != Kind::Preparing)
        return running(history);
    if (state.kind == Kind::Ended)
        return {LabStory::Mood::Calm, tr("Ended before the first step"), tr("Start it again whenever you like.")};
    if (state.kind != Kind::Preparing)
        return {LabStory::Mood::Calm, tr("The base answers first"),
                tr("Before anything is learned it answers held-out questions, eight times each: what comes later is "
                   "compared with that.")};
    const QString doing = engineSentence(history.preparing().doing);
    return {LabStory::Mood::Calm, tr("Getting ready"),
            doing.isEmpty() ? tr("The model is being opened for learning.") : capitalised(doing) + u'.'};
}

} // namespace deepscope
