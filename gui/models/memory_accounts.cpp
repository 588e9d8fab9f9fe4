#include "memory_accounts.h"

#include <utility>

namespace deepscope {

void MemoryAccounts::set(MemoryAccount &mine, const MemoryAccount &account)
{
    if (mine == account)
        return;
    mine = account;
    emit changed();
}

void MemoryAccounts::setEngine(const MemoryAccount &account) { set(m_engine, account); }
void MemoryAccounts::setLab(const MemoryAccount &account) { set(m_lab, account); }

} // namespace deepscope
