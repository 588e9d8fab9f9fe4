// Shows a load under way: nothing for the first 0.2 s, then what is being done with a cancel, after 2 s how long.
#pragma once

#include "api/engine.h"

#include <QElapsedTimer>
#include <QFrame>
#include <QTimer>

class QProgressBar;

namespace deepscope {

class ElidedLabel;

class LoadBar : public QFrame {
    Q_OBJECT
public:
    explicit LoadBar(QWidget *parent = nullptr);

    void begin(const QString &name);
    void setProgress(const LoadProgress &progress);
    void end();

signals:
    void cancelled();

private:
    void tick();

    ElidedLabel *m_doing; // it must not widen the window
    QProgressBar *m_progress;
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    QString m_name, m_step;
};

} // namespace deepscope
