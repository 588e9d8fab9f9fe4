#include "panels/chat/grade_line.h"

#include "paint/type_scale.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace deepscope {

namespace {

constexpr int EditorWidth = 50 * Step;

} // namespace

GradeLine::GradeLine(QWidget *parent) : QWidget(parent), m_editor(new QLineEdit), m_words(new QLabel)
{
    auto *label = new QLabel(tr("Right answer"));
    label->setBuddy(m_editor);
    m_editor->setObjectName(QStringLiteral("rightAnswer"));
    m_editor->setAccessibleName(tr("The right answer"));
    m_editor->setPlaceholderText(tr("not known"));
    m_editor->setClearButtonEnabled(true);
    m_editor->setMaximumWidth(EditorWidth);
    m_editor->setToolTip(
        tr("Answers are rewarded as R1's were: for their form, and where they say this. Upper and lower "
           "case are the same, and numbers are compared by value."));
    m_words->setObjectName(QStringLiteral("groupGrades"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout;
    row->setSpacing(2 * Step);
    row->addWidget(label);
    row->addWidget(m_editor, 1);
    auto *file = new QToolButton;
    file->setObjectName(QStringLiteral("answersFromFile"));
    file->setText(tr("From File…"));
    file->setAutoRaise(true);
    file->setFocusPolicy(Qt::StrongFocus);
    file->setToolTip(
        tr("Questions with their answers: JSON lines of \"question\" and \"answer\", as the lab takes them"));
    connect(file, &QToolButton::clicked, this, &GradeLine::fileWanted);
    row->addWidget(file);
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Step);
    column->addLayout(row);
    column->addWidget(m_words);
    m_words->hide();
    connect(m_editor, &QLineEdit::textEdited, this, &GradeLine::expectedChanged);
    hide();
}

void GradeLine::setExpected(const QString &answer)
{
    if (m_editor->text().trimmed() != answer)
        m_editor->setText(answer);
    setVisible(!answer.isEmpty() || isVisible());
}

void GradeLine::setGrades(const GroupGrades &grades)
{
    const bool shown = grades.answers.size() > 1 && !m_editor->text().trimmed().isEmpty();
    m_words->setVisible(shown);
    m_words->setText(shown ? groupWords(grades) : QString());
}

QString GradeLine::words() const { return m_words->text(); }

} // namespace deepscope
