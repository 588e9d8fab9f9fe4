// A menu of the recorded runs that come with the program, by their questions: what to look at without a device.
#pragma once

#include <QMenu>

namespace deepscope {

class RecordedExamples : public QMenu {
    Q_OBJECT

public:
    // The files are read on another thread; until then they go by their names.
    explicit RecordedExamples(QWidget *parent = nullptr);

signals:
    void chosen(const QString &path);
};

} // namespace deepscope
