// The files of kept caches, beside the chats. That there is one says that the cache of its chat is to be kept; it is
// empty until there is something to keep.
#pragma once

#include <QString>

#include <functional>

namespace deepscope {

class KeptCaches {
public:
    // `folder`: that of the chats. A folder in it is made when the first cache is to be kept.
    explicit KeptCaches(const QString &folder);

    QString path(const QString &chat) const; // of its file, whether it is there or not
    bool keeps(const QString &chat) const;
    uint64_t bytes(const QString &chat) const; // 0: there is nothing in it, or no file

    bool begin(const QString &chat) const; // to keep it. False: nothing can be written there
    void remove(const QString &chat) const;
    // Of a deleted chat, which may come back until the program ends.
    void putAside(const QString &chat) const;
    bool putBack(const QString &chat) const; // false: there is none
    void forget(const QString &chat) const;  // what was put aside
    // Removes what is of no chat any more, and what a crash has left half written.
    void sweep(const std::function<bool(const QString &chat)> &isChat) const;

private:
    QString m_folder;
};

} // namespace deepscope
