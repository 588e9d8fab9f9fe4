#include "token_page.h"

#include "models/selection_words.h"
#include "page_refresh.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"

#include <QEvent>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int SliceChoices = 200'000; // counted at a time: some milliseconds

QString figures(const ExpertInformation &one)
{
    return TokenPage::tr("%1 explained: the choice has %2 bit a token, the token tells %3, by chance it would seem to "
                         "tell %4")
        .arg(formatShare(one.explained()))
        .arg(one.entropy, 0, 'f', 3)
        .arg(one.information, 0, 'f', 3)
        .arg(one.chance, 0, 'f', 3);
}

} // namespace

TokenPage::TokenPage(const RunStore &store, Selection &selection, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_selection(selection), m_heading(QuietLabel::paragraph()),
      m_bars(new FocusBars(selection))
{
    m_heading->setToolTip(
        tr("Mutual information of the token's id and of being chosen, less what is found on average "
           "when the ids are dealt out anew at random (%1 times, with a fixed seed), as a share of the "
           "entropy of being chosen.")
            .arg(TokenInformation::Shuffles));
    m_bars->setAccessibleName(tr("What the token alone explains"));
    setColumn({m_heading, m_bars});
    setFocusProxy(m_bars);
    m_slice.setSingleShot(true);
    connect(&m_slice, &QTimer::timeout, this, &TokenPage::countOn);
    connect(new PageRefresh(store, selection, this), &PageRefresh::due, this, &TokenPage::restart);
    connect(&selection, &Selection::focusChanged, this, [this] {
        if (m_complete && m_selection.focus().layer != m_layer && isVisible())
            showFigures();
    });
}

const Run *TokenPage::run() const
{
    const Run *shown = m_store.current();
    return shown && shown->hasExperts() ? shown : nullptr;
}

void TokenPage::restart()
{
    m_complete = false;
    m_slice.stop();
    if (!run())
        return;
    m_information = TokenInformation(*run(), m_selection.rangeOrAll());
    countOn();
}

void TokenPage::countOn()
{
    if (!run())
        return;
    m_complete = m_information.countOn(*run(), SliceChoices);
    if (m_complete)
        showFigures();
    else
        m_slice.start(0);
    m_heading->setText(heading());
}

QString TokenPage::heading() const
{
    if (!run())
        return {};
    const QString range = rangeWords(*run(), m_information.range());
    if (m_information.tokens() == 0)
        return tr("Not computed: the routing of %1 was in the cache").arg(range);
    QString words = tr("How much of the choice of experts the token alone explains, beyond chance; %1 of %2")
                        .arg(range, formatPlural(m_information.kinds(), Noun::Kind));
    if (m_information.tokens() < 2 * m_information.kinds())
        words += tr(". Most come once or twice: the figures are too low rather than too high");
    return m_complete ? words : words + tr("; counting, %1").arg(formatShare(m_information.counted()));
}

void TokenPage::showFigures()
{
    const Palette color = Palette::of(palette());
    m_bars->clearRows();
    const auto add = [&](const QString &label, const ExpertInformation &one, const Focus &thing) {
        m_bars->addRow(
            {label, {{one.explained(), color(Role::Accent), {}}}, formatShare(one.explained()), figures(one)}, thing);
    };
    const int first = m_information.firstLayer(), end = first + m_information.layers();
    for (int layer = first; layer < end && m_information.tokens() > 0; ++layer)
        add(tr("Layer %1").arg(layer), m_information.ofLayer(layer), {-1, layer, -1});
    m_layer = m_selection.focus().layer;
    if (m_layer >= first && m_layer < end && m_information.tokens() > 0) {
        m_bars->addRow({tr("Experts of layer %1").arg(m_layer)}, {-1, m_layer, -1});
        std::vector<int> experts;
        for (int expert = 0; expert < m_information.experts(); ++expert)
            experts.push_back(expert);
        std::ranges::stable_sort(experts, std::ranges::greater(),
                                 [&](int expert) { return m_information.of(m_layer, expert).explained(); });
        for (const int expert : experts)
            add(tr("Expert %1").arg(expert), m_information.of(m_layer, expert), {-1, m_layer, expert});
    }
    m_bars->showRows(1);
    emit wordsChanged();
}

QString TokenPage::wordsFor(const Focus &focus) const
{
    const int first = m_information.firstLayer();
    if (!m_complete || focus.layer < first || focus.layer >= first + m_information.layers() ||
        focus.expert >= m_information.experts())
        return {};
    if (focus.expert < 0)
        return tr("layer %1, all experts: ").arg(focus.layer) + figures(m_information.ofLayer(focus.layer));
    return tr("layer %1, expert %2: ").arg(focus.layer).arg(focus.expert) +
           figures(m_information.of(focus.layer, focus.expert));
}

// What was counted stays while nobody looks, and goes on.
void TokenPage::showEvent(QShowEvent *event)
{
    PanelScroll::showEvent(event);
    if (!m_complete)
        m_slice.start(0);
    else if (m_selection.focus().layer != m_layer)
        showFigures();
}

void TokenPage::hideEvent(QHideEvent *event)
{
    PanelScroll::hideEvent(event);
    m_slice.stop();
}

void TokenPage::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_complete)
        showFigures();
}

} // namespace deepscope
