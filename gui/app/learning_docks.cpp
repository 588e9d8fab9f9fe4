#include "app/learning_docks.h"

#include "panels/learning/lab_setup.h"

#include <QDockWidget>
#include <QMainWindow>

namespace deepscope {

namespace {

constexpr int LayoutVersion = 1;

} // namespace

LearningDocks::LearningDocks(QMainWindow &window, LabHistory &, StepSelection &)
    : DockSet(window, LayoutVersion), m_setup(new LabSetup),
      m_settings(add("labSettings", QMainWindow::tr("What Is Learned"), m_setup, "Alt+1"))
{
}

void LearningDocks::arrange()
{
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_settings);
    m_settings->show();
    m_window.resizeDocks({m_settings}, {m_window.width() * 18 / 100}, Qt::Horizontal);
}

} // namespace deepscope
