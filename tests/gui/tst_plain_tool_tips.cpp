// What a tool tip tells is text, whatever it looks like.
#include "app/plain_tool_tips.h"

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QToolTip>

using namespace deepscope;

class TestPlainToolTips : public QObject {
    Q_OBJECT

    static QLabel *shown()
    {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (widget->inherits("QTipLabel") && widget->isVisible())
                return qobject_cast<QLabel *>(widget);
        return nullptr;
    }

private slots:
    void markupIsText()
    {
        const PlainToolTips plain;
        QWidget window;
        window.resize(200, 100);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QString question = QStringLiteral("<b>What</b> is <img src=x> 2 < 3 &amp; 4?");
        QToolTip::showText(window.mapToGlobal(QPoint(5, 5)), question, &window);
        QLabel *tip = nullptr;
        QTRY_VERIFY((tip = shown()) != nullptr);
        QCOMPARE(tip->textFormat(), Qt::PlainText);
        QCOMPARE(tip->text(), question);
        QToolTip::hideText();
    }
};

QTEST_MAIN(TestPlainToolTips)
#include "tst_plain_tool_tips.moc"
