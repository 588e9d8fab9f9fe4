// Takes what would be opened in another program.
#pragma once

#include <QDesktopServices>
#include <QObject>
#include <QUrl>

namespace deepscope::test {

class Opened : public QObject {
    Q_OBJECT
public:
    QList<QUrl> urls;
public slots:
    void open(const QUrl &url) { urls << url; }
};

} // namespace deepscope::test
