// What a panel says when it has nothing to draw: empty, working, failed, or "this model has none".
#pragma once

#include "models/run_store.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace deepscope {

struct PanelMessage {
    enum class Kind { None, Empty, Working, Error };
    Kind kind = Kind::None; // None: the panel has something to draw
    QString title;
    QString detail;
    double fraction = -1; // of the work; -1 = unknown
};

// For a panel that draws the tokens of a run. `what` ends the sentence "Ask something, and ... here",
// which the store begins.
PanelMessage tokensMessage(const RunStore &store, const QString &what);
// For one that draws their experts; a dense model, or an engine that does not tell of them, has none.
PanelMessage expertsMessage(const RunStore &store, const QString &what);
// For a panel that needs a model, but no run.
PanelMessage modelMessage(const RunStore &store, const QString &what);

class PanelMessageView : public QWidget {
    Q_OBJECT

public:
    explicit PanelMessageView(QWidget *parent = nullptr);
    void setMessage(const PanelMessage &message);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColors();

    PanelMessage m_message;
    QLabel *m_title;
    QLabel *m_detail;
    QProgressBar *m_progress;
    QTimer m_patience; // work of less than 0.2 s shows no progress
};

} // namespace deepscope
