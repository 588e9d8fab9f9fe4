// Where a Markdown text points to: bare addresses, and what stands behind "[words]".
#pragma once

#include <QString>

namespace deepscope {

// The end of the bare address ("https://…", "www.…") that begins here; `at`: none does.
int bareAddressEnd(QStringView text, int at);

struct LinkTarget {
    QString address;
    int end = 0; // behind its bracket
};

// "(address)" or "(address "title")" at this place. Without an address in it, as in "f[i](x)", it is none: end = 0.
LinkTarget linkTarget(QStringView text, int at, bool behindWord);

} // namespace deepscope
