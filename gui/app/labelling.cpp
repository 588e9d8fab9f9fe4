#include "app/labelling.h"

#include "app/label_dialog.h"

#include <QAction>

namespace deepscope {

Labelling::Labelling(const Actions &actions, RunStore &store, const Selection &selection, QWidget *window)
    : QObject(window), m_store(store), m_selection(selection), m_window(window)
{
    connect(actions.labelTokens, &QAction::triggered, this, &Labelling::ask);
    const auto refresh = [this, action = actions.labelTokens] { action->setEnabled(!selected().empty()); };
    connect(&selection, &Selection::focusChanged, this, refresh);
    connect(&selection, &Selection::rangeChanged, this, refresh);
    connect(&store, &RunStore::currentRunChanged, this, refresh);
    refresh();
}

TokenRange Labelling::selected() const
{
    const Run *run = m_store.current();
    const int token = m_selection.focus().token;
    if (!run || !m_selection.range().empty())
        return run ? m_selection.range() : TokenRange();
    return token >= 0 && token < run->size() ? TokenRange{token, token + 1} : TokenRange();
}

void Labelling::ask()
{
    if (selected().empty())
        return;
    auto *dialog = new LabelDialog(m_store, m_store.current()->id(), selected(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace deepscope
