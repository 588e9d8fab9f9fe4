#include "texts.h"

#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

void makeTranslationsKnown() { Q_INIT_RESOURCE(translations); } // not in a namespace

namespace deepscope {

namespace {

const QString Folder = QStringLiteral(":/i18n");

bool install(const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(name, folder))
        return QCoreApplication::installTranslator(translator);
    delete translator;
    return false;
}

// The sources say "%1 token(s)": what that is in English stands in a translation too.
void useEnglish()
{
    makeTranslationsKnown();
    install(QStringLiteral("deepscope_en"), Folder);
}

QString languageOfSystem()
{
    for (const QString &wanted : QLocale::system().uiLanguages()) {
        const QString language = wanted.section(u'-', 0, 0);
        if (QTranslator().load(QStringLiteral("deepscope_") + language, Folder))
            return language;
    }
    return {};
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(useEnglish)

QString tr(const char *text, const char *comment, int count)
{
    return QCoreApplication::translate("deepscope", text, comment, count);
}

void useLanguage(const QString &language)
{
    const QString wanted = language.isEmpty() ? languageOfSystem() : language;
    if (wanted.isEmpty() || wanted == QStringLiteral("en"))
        return;
    // Qt's own texts, on standard buttons and keys: as they are installed with it, else as they came along.
    const QString ofQt = QStringLiteral("qtbase_") + wanted;
    if (!install(ofQt, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        install(ofQt, Folder);
    install(QStringLiteral("deepscope_") + wanted, Folder);
}

} // namespace deepscope
