#include "experiments.h"
#include "paint/texts.h"

namespace deepscope {

std::vector<Experiment> experiments()
{
    const QString labBase = QStringLiteral("lab-base");
    return {
        {tr("It finds that thinking pays"),
         tr("Form and right answers are rewarded. Whole thoughts are rare in the base's answers; those that hold one "
            "are right more often."),
         labBase,
         {}},
        {tr("Control: form alone"),
         tr("Right answers are not rewarded, so nothing speaks for a thought: the form becomes perfect, and nothing "
            "else."),
         labBase,
         {},
         RewardKind::FormOnly},
        {tr("Control: reward by lot"),
         tr("A lot decides, so that there is nothing to find out. What changes here changes by chance."),
         labBase,
         {},
         RewardKind::Random},
        {tr("Control: no whole thoughts"),
         tr("This base was taught until none of its answers held a whole thought; it still knows the notes. Reward "
            "makes "
            "more of what is there: is anything there?"),
         QStringLiteral("lab-base-without-full-thoughts"),
         {}},
        {tr("Default on harder questions"),
         tr("It thinks already. Here it meets more sentences, more to sort and larger numbers than it was trained "
            "on, and is often wrong. Slower: the model is larger, and its thoughts are longer."),
         QStringLiteral("default"), QStringLiteral("weak-domains"), RewardKind::FormAndMatch, 320}};
}

LabSettings settingsOf(const Experiment &experiment)
{
    LabSettings settings;
    settings.reward = experiment.reward;
    settings.cap = experiment.cap;
    return settings;
}

int experimentOf(const LabRequest &request)
{
    const std::vector<Experiment> all = experiments();
    for (size_t i = 0; i < all.size(); ++i) {
        LabSettings settings = settingsOf(all[i]);
        settings.seed = request.settings.seed; // whatever it is, it is the same experiment
        if (request.base == all[i].base.toStdString() && request.questions == all[i].questions.toStdString() &&
            request.settings == settings)
            return int(i);
    }
    return -1;
}

} // namespace deepscope
