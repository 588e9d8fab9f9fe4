// A scroll area that lies on the panel like everything else: no frame, no ground of its own, vertical only.
#pragma once

#include <QScrollArea>

namespace deepscope {

class PanelScroll : public QScrollArea {
    Q_OBJECT

public:
    explicit PanelScroll(QWidget *parent = nullptr);

    void setContent(QWidget *content);
};

} // namespace deepscope
