// What is allocated now, as the engine and the lab said last.
#pragma once

#include "api/memory_account.h"

#include <QObject>

namespace deepscope {

class MemoryAccounts : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void setEngine(const MemoryAccount &account);
    void setLab(const MemoryAccount &account);
    const MemoryAccount &engine() const { return m_engine; } // empty: no model is in use
    const MemoryAccount &lab() const { return m_lab; }       // empty: nothing is learned
    bool isEmpty() const { return m_engine.items.empty() && m_lab.items.empty(); }

signals:
    void changed();

private:
    void set(MemoryAccount &mine, const MemoryAccount &account);

    MemoryAccount m_engine, m_lab;
};

} // namespace deepscope
