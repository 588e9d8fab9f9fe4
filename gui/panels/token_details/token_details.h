// Everything about the focused token: what it is, how likely it was, what else stood there, what it cost.
#pragma once

#include "panels/shared/data_panel.h"

class QLabel;
class QPushButton;

namespace deepscope {

class BarList;
class QuietTable;
class CandidatesModel;
class FactGrid;

class TokenDetails : public DataPanel {
    Q_OBJECT

public:
    TokenDetails(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    int shownToken() const { return m_token; } // -1 = none
    CandidatesModel *candidates() const { return m_candidates; }
    QuietTable *candidatesView() const { return m_candidatesView; }

    // A person may take one of them: only then is the button there.
    void offerCandidates() { m_offersCandidates = true; }
    QPushButton *goOnButton() const { return m_goOn; }

signals:
    // A person wants this candidate in the place of the token, and the answer to go on from there.
    void candidateWanted(int token, int32_t candidate);

protected:
    PanelMessage message() const override;
    QString wordsFor(const Focus &focus) const override; // of another token than the one shown
    QString hint() const override;
    PanelView openView() const override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeContent();
    void showToken();
    void showFacts(const Run &run);
    void showStages(const Run &run);
    void showRouting(const Run &run);
    void fitColumns();
    void fitCandidates();
    const Candidate *chosenCandidate() const; // another than the token; null: none is chosen
    void offerChosen();

    int m_token = -1;
    QLabel *m_title;
    FactGrid *m_facts;
    QLabel *m_candidatesTitle;
    QuietTable *m_candidatesView;
    CandidatesModel *m_candidates;
    QPushButton *m_goOn;
    bool m_offersCandidates = false;
    BarList *m_stages;
    BarList *m_routing;
    std::vector<Focus> m_routingRows; // what each row of m_routing stands for
};

} // namespace deepscope
