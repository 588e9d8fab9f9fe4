// What a new chat shows: what can be asked, as questions that a click sends.
#pragma once

#include "panels/shared/panel_scroll.h"

#include <QStringList>

class QLabel;

namespace deepscope {

class EmptyChat : public PanelScroll {
    Q_OBJECT

public:
    explicit EmptyChat(QWidget *parent = nullptr);

    void setQuestions(const QStringList &questions);
    void setAvailable(bool available); // whether a model is there to answer

signals:
    void questionChosen(const QString &question);

private:
    QLabel *m_title;
    QWidget *m_questions;
};

} // namespace deepscope
