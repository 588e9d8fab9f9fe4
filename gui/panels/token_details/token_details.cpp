#include "token_details.h"

#include "fact_grid.h"
#include "models/candidates_model.h"
#include "models/engine_words.h"
#include "models/selection_words.h"
#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/token_text.h"
#include "paint/type_scale.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/panel_scroll.h"
#include "panels/shared/quiet_table.h"
#include "probability_delegate.h"

#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace deepscope {

namespace {

constexpr int LongestTitle = 40 * Step; // all of the text is in its tool tip
constexpr int RoomForNumbers = 80 * Step;

QString hexBytes(std::string_view bytes)
{
    return QString::fromLatin1(QByteArray(bytes.data(), qsizetype(bytes.size())).toHex(' '));
}

} // namespace

TokenDetails::TokenDetails(const RunStore &store, Selection &selection, QWidget *parent)
    : DataPanel(store, selection, parent), m_title(new QLabel), m_facts(new FactGrid), m_candidatesTitle(new QLabel),
      m_candidatesView(new QuietTable(tr("Candidates"))), m_candidates(new CandidatesModel(this)),
      m_goOn(new QPushButton), m_stages(new BarList), m_routing(new BarList)
{
    setAccessibleName(tr("Token"));
    m_title->setFont(titleFont(font()));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setContentsMargins(2 * Step, 0, 0, 0);
    m_candidatesTitle->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    m_stages->setAccessibleName(tr("Time by stage"));
    m_routing->setAccessibleName(tr("Experts of this token"));
    m_routing->setClickable(true);
    setContent(makeContent());

    connect(&selection, &Selection::focusChanged, this, &TokenDetails::showToken);
    connect(&store, &RunStore::currentRunChanged, this, &TokenDetails::showToken);
    connect(&store, &RunStore::labelsChanged, this, &TokenDetails::showToken);
    connect(&store, &RunStore::appended, this, [this] {
        if (m_selection.focus().token < 0)
            showToken();
    });
    connect(m_routing, &BarList::hovered, this,
            [this](int row) { m_selection.setHover(row < 0 ? Focus{} : m_routingRows[size_t(row)]); });
    connect(m_routing, &BarList::clicked, this, [this](int row) { m_selection.setFocus(m_routingRows[size_t(row)]); });
    showToken();
    refreshMessage();
}

QWidget *TokenDetails::makeContent()
{
    m_candidatesView->setModel(m_candidates);
    m_candidatesView->setItemDelegateForColumn(CandidatesModel::ProbabilityColumn, new ProbabilityDelegate(this));
    m_candidatesView->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_goOn->setObjectName(QStringLiteral("goOnWithCandidate"));
    m_goOn->setText(tr("Go On with Another Token"));
    m_goOn->hide();
    m_goOn->setToolTip(tr("The answer goes on behind this token, as another version of its turn"));
    connect(m_candidatesView->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TokenDetails::offerChosen);
    connect(m_candidates, &QAbstractItemModel::modelReset, this, &TokenDetails::offerChosen);
    connect(m_goOn, &QPushButton::clicked, this, [this] {
        if (const Candidate *candidate = chosenCandidate())
            emit candidateWanted(m_token, candidate->token);
    });
    fitColumns();

    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 2 * Step);
    layout->setSpacing(Step);
    auto *head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(m_title);
    head->addWidget(wordsLine(), 1);
    layout->addLayout(head);
    auto *offer = new QHBoxLayout;
    offer->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    offer->addWidget(m_goOn);
    offer->addStretch();
    layout->addWidget(m_candidatesTitle);
    layout->addWidget(m_candidatesView);
    layout->addLayout(offer);
    for (QWidget *part : std::initializer_list<QWidget *>{m_facts, m_routing, m_stages})
        layout->addWidget(part);
    layout->addStretch();
    auto *scroll = new PanelScroll;
    scroll->setContent(page);
    return scroll;
}

PanelView TokenDetails::openView() const
{
    return {m_title->parentWidget(), tr("Details of %1").arg(tokenWords(*run(), m_token)), "token details"};
}

void TokenDetails::showToken()
{
    // Without a focus the newest token is shown: there is always something to read while the model works.
    const Run *shown = run();
    const int focused = m_selection.focus().token;
    m_token = !shown || shown->size() == 0 ? -1 : focused >= 0 && focused < shown->size() ? focused : shown->size() - 1;
    m_candidates->setToken(shown, m_token);
    if (m_token < 0)
        return;
    const QString text = visibleTokenText(shown->bytes(m_token));
    m_title->setText(QFontMetrics(m_title->font()).elidedText(text, Qt::ElideRight, LongestTitle));
    m_title->setToolTip(text);
    showFacts(*shown);
    fitCandidates();
    showStages(*shown);
    showRouting(*shown);
    refreshWords();
}

void TokenDetails::showFacts(const Run &shown)
{
    const int token = m_token;
    const bool newest = m_selection.focus().token < 0;
    std::vector<FactGrid::Fact> facts;
    facts.push_back({tr("Place"),
                     (newest ? tr("%1 of %2, the newest") : tr("%1 of %2"))
                         .arg(formatExactCount(uint64_t(token)), formatPlural(shown.size(), Noun::Token)),
                     tr("Counted from 0")});
    facts.push_back(
        {tr("Phase"),
         (shown.special(token) ? tr("%1, a control token") : QString("%1")).arg(phaseWord(shown.phase(token))),
         shown.special(token) ? tr("It steers the model and is not text") : QString()});
    facts.push_back({tr("Token id"), QString::number(shown.tokenId(token)), {}, true});
    facts.push_back({tr("Bytes"), hexBytes(shown.bytes(token)), formatExactBytes(shown.bytes(token).size()), true});
    if (!shown.wasGiven(token)) {
        const double logprob = double(shown.logprob(token));
        facts.push_back({tr("Probability"),
                         tr("%1  (logprob %2)").arg(formatShare(std::exp(logprob)), formatLogprob(logprob)),
                         tr("%1, natural logarithm %2").arg(std::exp(logprob), 0, 'g', 6).arg(logprob, 0, 'g', 6)});
    }
    if (shown.entropy(token) >= 0)
        facts.push_back({tr("Entropy"), tr("%1 nats").arg(double(shown.entropy(token)), 0, 'f', 2),
                         tr("Of the distribution that this token was drawn from")});
    if (shown.microseconds(token) > 0)
        facts.push_back({tr("Time"), formatSeconds(double(shown.microseconds(token)) * 1e-6),
                         shown.phase(token) == Phase::Prompt ? tr("Its share of the batch that read the question")
                                                             : tr("Of the step that made it")});
    facts.push_back({tr("Cache"), formatBytes(shown.cacheBytes(token)),
                     tr("In use after this token: %1").arg(formatExactBytes(shown.cacheBytes(token)))});
    if (const QStringList labels = labelsOf(shown.labels(), token); !labels.empty())
        facts.push_back({tr("Labels"), labels.join(", "), tr("That you gave it: Edit, Label Tokens")});
    m_facts->setFacts(facts);
}

// The same for every token: bars that jump from one to the next cannot be compared.
void TokenDetails::fitColumns()
{
    QHeaderView *header = m_candidatesView->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(CandidatesModel::ProbabilityColumn, QHeaderView::Stretch);
    const auto fit = [&](int column, const QString &widest) {
        header->resizeSection(column, fontMetrics().horizontalAdvance(widest) + 3 * Step);
    };
    fit(CandidatesModel::TokenColumn, "understanding");
    fit(CandidatesModel::LogprobColumn,
        m_candidates->headerData(CandidatesModel::LogprobColumn, Qt::Horizontal).toString());
    fit(CandidatesModel::IdColumn, "000000");
}

// In a narrow panel the probability counts most; the rest is in the tool tip.
void TokenDetails::resizeEvent(QResizeEvent *event)
{
    DataPanel::resizeEvent(event);
    const bool narrow = width() < RoomForNumbers;
    m_candidatesView->setColumnHidden(CandidatesModel::LogprobColumn, narrow);
    m_candidatesView->setColumnHidden(CandidatesModel::IdColumn, narrow);
}

void TokenDetails::changeEvent(QEvent *event)
{
    DataPanel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitColumns();
}

void TokenDetails::fitCandidates()
{
    const int rows = m_candidates->rowCount();
    const bool given = run() && run()->wasGiven(m_token);
    m_candidatesTitle->setText(given ? tr("No candidates: this token was given, not chosen.")
                                     : tr("No candidates: they were not recorded for this token."));
    m_candidatesTitle->setForegroundRole(QPalette::WindowText);
    m_candidatesTitle->setVisible(rows == 0);
    m_candidatesView->setVisible(rows > 0);
    const int rowHeight = m_candidatesView->verticalHeader()->defaultSectionSize();
    m_candidatesView->setFixedHeight(m_candidatesView->horizontalHeader()->sizeHint().height() + rows * rowHeight + 2);
}

const Candidate *TokenDetails::chosenCandidate() const
{
    const QModelIndexList rows = m_candidatesView->selectionModel()->selectedRows();
    if (rows.isEmpty() || !run() || m_token < 0 || m_token >= run()->size())
        return nullptr;
    const std::span<const Candidate> candidates = run()->candidates(m_token);
    const auto row = size_t(rows.front().row());
    return row < candidates.size() && candidates[row].token != run()->tokenId(m_token) ? &candidates[row] : nullptr;
}

void TokenDetails::offerChosen()
{
    const Candidate *candidate = chosenCandidate();
    m_goOn->setVisible(m_offersCandidates && candidate);
    if (candidate)
        m_goOn->setText(tr("&Go On with \u201c%1\u201d")
                            .arg(isolated(visibleTokenText(candidate->bytes)).replace(u'&', QStringLiteral("&&"))));
}

void TokenDetails::showStages(const Run &shown)
{
    const StageTimes &stages = shown.stages(m_token);
    const Palette color = Palette::of(palette());
    float greatest = 0;
    for (const float time : stages)
        greatest = std::max(greatest, time);
    std::vector<BarRow> rows;
    if (greatest > 0)
        rows.push_back({tr("Time by stage")});
    for (size_t i = 0; i < StageCount && greatest > 0; ++i)
        rows.push_back({stageWord(Stage(i)),
                        {{double(stages[i]), color(Role::Accent), {}}},
                        formatSeconds(double(stages[i]) * 1e-6),
                        QString("%1: %2 µs").arg(stageWord(Stage(i))).arg(double(stages[i]), 0, 'f', 1)});
    m_stages->setVisible(!rows.empty());
    m_stages->setRows(std::move(rows), double(greatest));
}

void TokenDetails::showRouting(const Run &shown)
{
    const Palette color = Palette::of(palette());
    std::vector<BarRow> rows;
    m_routingRows.clear();
    double greatest = 0;
    if (shown.hasExperts()) {
        rows.push_back({shown.routed(m_token) ? tr("Strongest expert of each layer")
                                              : tr("Routing was not computed: the token was in the cache")});
        m_routingRows.push_back({m_token, -1, -1});
    }
    for (int layer = shown.firstExpertLayer();
         shown.routed(m_token) && layer < shown.firstExpertLayer() + shown.expertLayers(); ++layer) {
        const std::vector<ExpertHit> chosen = shown.strongestFirst(m_token, layer);
        if (chosen.empty()) // of a recording with altered experts
            continue;
        const ExpertHit strongest = chosen.front();
        const double weight = double(strongest.weight);
        greatest = std::max(greatest, weight);
        QStringList others; // in the order of choice
        for (const uint16_t expert : shown.experts(m_token, layer))
            others << QString::number(expert);
        rows.push_back({tr("Layer %1, expert %2").arg(layer).arg(strongest.expert),
                        {{weight, color(Role::Accent), {}}},
                        formatWeight(weight),
                        tr("Layer %1 chose the experts %2").arg(layer).arg(others.join(", "))});
        m_routingRows.push_back({m_token, layer, strongest.expert});
    }
    m_routing->setVisible(!rows.empty());
    m_routing->setRows(std::move(rows), greatest);
}

PanelMessage TokenDetails::message() const { return tokensMessage(m_store, tr("all about each token appears")); }

QString TokenDetails::wordsFor(const Focus &focus) const
{
    const bool another = run() && focus.token >= 0 && focus.token < run()->size() && focus.token != m_token;
    return another ? tokenWords(*run(), focus.token) : QString();
}

QString TokenDetails::hint() const
{
    return m_candidates->rowCount() == 0 ? QString()
           : m_offersCandidates          ? tr("What could have stood here; choose one to go on with it")
                                         : tr("What could have stood here");
}

} // namespace deepscope
