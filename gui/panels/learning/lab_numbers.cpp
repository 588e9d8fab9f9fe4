#include "lab_numbers.h"

#include "number_field.h"
#include "paint/type_scale.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QToolButton>

namespace deepscope {

namespace {

constexpr double RateUnit = 1e-4; // rates are small numbers; the box counts in these

} // namespace

LabNumbers::LabNumbers(QWidget *parent)
    : QWidget(parent), m_questionCount(countField(1, 1024, tr("Different questions in each step."))),
      m_answers(countField(2, 64, tr("Answers to each question. They are compared with each other, so at least two."))),
      m_cap(countField(8, 4096, tr("The most tokens of an answer. Below the length of a full thought it cannot pay."))),
      m_steps(countField(0, 1000000, tr("The run ends there by itself."), tr("when told to"))),
      m_temperature(numberField(0.1, 3, 0.1, 2, tr("How freely answers are drawn. At 1 as the model itself says."))),
      m_rate(numberField(0.01, 100, 0.5, 2,
                         tr("How far one step goes, in units of 0.0001. Above 10 learning often breaks."))),
      m_formReward(numberField(0, 10, 0.1, 2, tr("For an answer of the right form."))),
      m_matchReward(numberField(0, 10, 0.1, 2, tr("More, where the answer is also right."))),
      m_leaving(numberField(0, 1000, 0.01, 4, tr("What it costs to leave the base (the KL term); at 0 nothing."))),
      m_seed(new QLineEdit), m_questions(new QLineEdit)
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(2 * Step);
    form->setHorizontalSpacing(Step);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto row = [form](const QString &name, QWidget *box) {
        box->setAccessibleName(QString(name).remove(u'&'));
        form->addRow(name, box);
    };
    row(tr("&Questions"), m_questionCount);
    row(tr("A&nswers each"), m_answers);
    row(tr("&Temperature"), m_temperature);
    row(tr("Rate, 10⁻⁴"), m_rate);
    row(tr("Cap, to&kens"), m_cap);
    row(tr("&Form pays"), m_formReward);
    row(tr("Matc&h pays"), m_matchReward);
    row(tr("Lea&ving costs"), m_leaving);
    row(tr("&Stop at step"), m_steps);
    row(tr("Seed"), m_seed);
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,19}")), m_seed));
    m_seed->setToolTip(tr("The same seed asks the same questions and draws the same answers, on the same device."));
    QWidget *own = questionsLine();
    form->addRow(tr("&Own questions"), own);
    static_cast<QLabel *>(form->labelForField(own))->setBuddy(m_questions); // the row itself takes no keyboard
    connect(m_questions, &QLineEdit::textChanged, this, &LabNumbers::changed);
    for (QSpinBox *box : {m_questionCount, m_answers, m_cap})
        connect(box, &QSpinBox::valueChanged, this, &LabNumbers::changed);
    for (QDoubleSpinBox *box : {m_temperature, m_rate, m_formReward, m_matchReward, m_leaving})
        connect(box, &QDoubleSpinBox::valueChanged, this, &LabNumbers::changed);
}

QWidget *LabNumbers::questionsLine()
{
    auto *own = new QWidget;
    auto *line = new QHBoxLayout(own);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(Step);
    m_questions->setPlaceholderText(tr("the lab's"));
    m_questions->setToolTip(tr("Your own questions: a file of JSON lines, each with a question and its answer. Empty: "
                               "the lab's own tasks."));
    m_questions->setClearButtonEnabled(true);
    m_questions->setAccessibleName(tr("Own questions"));
    auto *choose = new QToolButton;
    choose->setText(QStringLiteral("…"));
    choose->setFocusPolicy(Qt::StrongFocus);
    choose->setAccessibleName(tr("Choose a file of questions"));
    connect(choose, &QToolButton::clicked, this, &LabNumbers::questionsFileWanted);
    line->addWidget(m_questions, 1);
    line->addWidget(choose);
    return own;
}

void LabNumbers::writeTo(LabRequest &request) const
{
    request.questions = questions().toStdString();
    request.steps = uint32_t(m_steps->value());
    LabSettings &settings = request.settings;
    settings.formReward = m_formReward->value();
    settings.matchReward = m_matchReward->value();
    settings.klRate = m_leaving->value();
    settings.questions = uint32_t(m_questionCount->value());
    settings.answers = uint32_t(m_answers->value());
    settings.temperature = float(m_temperature->value());
    settings.rate = float(m_rate->value() * RateUnit);
    settings.cap = uint32_t(m_cap->value());
    settings.seed = m_seed->text().toULongLong();
}

void LabNumbers::read(const LabSettings &settings)
{
    m_formReward->setValue(settings.formReward);
    m_matchReward->setValue(settings.matchReward);
    m_leaving->setValue(settings.klRate);
    m_questionCount->setValue(int(settings.questions));
    m_answers->setValue(int(settings.answers));
    m_temperature->setValue(double(settings.temperature));
    m_rate->setValue(double(settings.rate) / RateUnit);
    m_cap->setValue(int(settings.cap));
    m_seed->setText(QString::number(settings.seed));
}

QString LabNumbers::questions() const { return m_questions->text().trimmed(); }

void LabNumbers::setQuestions(const QString &path) { m_questions->setText(path); }

} // namespace deepscope
