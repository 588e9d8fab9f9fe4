#include "app/learning_docks.h"

#include "panels/experts/experts_panel.h"
#include "panels/learning/answers_beside.h"
#include "panels/learning/before_after.h"
#include "panels/learning/group_board.h"
#include "panels/learning/lab_setup.h"
#include "panels/learning/learning_experts.h"
#include "panels/token_details/token_details.h"

#include <QDockWidget>
#include <QMainWindow>

namespace deepscope {

namespace {

constexpr int LayoutVersion = 1;
constexpr int RoomForTwo = 560; // height of a window that has room for two panels one above the other

} // namespace

LearningDocks::LearningDocks(QMainWindow &window, Learning &learning)
    : DockSet(window, LayoutVersion), m_trials(learning.rollouts(), false),
      m_setup(new LabSetup), m_panels{new GroupBoard, new AnswersBeside, new BeforeAfter, new LearningExperts},
      m_settings(add("labSettings", QMainWindow::tr("What Is Learned"), m_setup, "Alt+1")),
      m_groups(add("labGroups", QMainWindow::tr("Questions of a Step"), m_panels.board, "Alt+2")),
      m_answers(add("labAnswers", QMainWindow::tr("Answers"), m_panels.answers, "Alt+3")),
      m_beforeAfter(add("labBeforeAfter", QMainWindow::tr("Before and After"), m_panels.beforeAfter, "Alt+4")),
      m_experts(add("labExperts", QMainWindow::tr("Experts"), m_panels.experts, "Alt+5")),
      m_map(add("labMap", QMainWindow::tr("Expert Map"),
                new ExpertsPanel(learning.rollouts(), learning.selection(), m_trials), "Alt+6")),
      m_token(add("labToken", QMainWindow::tr("Token"), new TokenDetails(learning.rollouts(), learning.selection()),
                  "Alt+7"))
{
    for (QWidget *panel : {static_cast<QWidget *>(m_setup), static_cast<QWidget *>(m_panels.board),
                           static_cast<QWidget *>(m_panels.answers), static_cast<QWidget *>(m_panels.beforeAfter),
                           static_cast<QWidget *>(m_panels.experts)}) {
        panel->setBackgroundRole(QPalette::Base); // the ground of a panel
        panel->setAutoFillBackground(true);
    }
}

void LearningDocks::arrange()
{
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_settings);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_groups);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_answers);
    const bool low = m_window.height() < RoomForTwo;
    if (low)
        m_window.tabifyDockWidget(m_groups, m_answers);
    for (QDockWidget *dock : {m_beforeAfter, m_experts, m_map, m_token})
        m_window.tabifyDockWidget(m_answers, dock);
    for (QDockWidget *dock : {m_settings, m_groups, m_answers, m_beforeAfter, m_experts, m_map, m_token})
        dock->show();
    (low ? m_groups : m_answers)->raise();
    const int width = m_window.width();
    m_window.resizeDocks({m_settings, m_groups}, {width * 18 / 100, width * 36 / 100}, Qt::Horizontal);
    m_window.resizeDocks({m_groups, m_answers}, {45, 55}, Qt::Vertical);
}

} // namespace deepscope
