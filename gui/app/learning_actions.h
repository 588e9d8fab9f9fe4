// The commands of Learning, the form of its settings and the offers in its middle, joined with what they command; each
// can be chosen while it makes sense.
#pragma once

#include "app/actions.h"
#include "app/learning.h"
#include "app/settings.h"

class QFileDialog;

namespace deepscope {

class LabSetup;
class LearningPanel;

class LearningActions : public QObject {
    Q_OBJECT

public:
    // All that is given must outlive it.
    LearningActions(const Actions &actions, Learning &learning, Settings &settings, LearningPanel &panel,
                    LabSetup &setup, QWidget *window);

private:
    void connectCommands();
    void connectSetup();
    void connectOffers();
    void update();
    void showRun();
    void choose(const QString &title, const QString &filter, const std::function<void(const QString &)> &take,
                const QString &suffixToSave = {});

    const Actions &m_actions;
    Learning &m_learning;
    Settings &m_settings;
    LearningPanel &m_panel;
    LabSetup &m_setup;
    QWidget *m_window;
};

} // namespace deepscope
