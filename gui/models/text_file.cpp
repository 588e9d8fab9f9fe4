#include "models/text_file.h"

#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <algorithm>

namespace deepscope {

namespace {

int longestFence(const QString &text)
{
    int longest = 0, length = 0;
    for (const QChar character : text) {
        length = character == u'`' ? length + 1 : 0;
        longest = std::max(longest, length);
    }
    return longest;
}

} // namespace

TextFile readTextFile(const QString &path)
{
    const QFileInfo info(path);
    TextFile read{info.fileName(), {}, {}};
    const auto fails = [&read](const QString &sentence) {
        read.problem = sentence.arg(isolated(read.name));
        return read;
    };
    if (!info.isFile()) // also what would be read without an end
        return fails(info.exists() ? tr("“%1” is no file: only files of text can be attached.")
                                   : tr("“%1” was not found."));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fails(tr("“%1” cannot be read: %2.").arg(QStringLiteral("%1"), file.errorString()));
    const QByteArray bytes = file.read(LargestTextFile + 1);
    if (bytes.size() > LargestTextFile)
        return fails(tr("“%1” is larger than %2, the most that can be attached.")
                         .arg(QStringLiteral("%1"), formatBytes(uint64_t(LargestTextFile))));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    read.text = decoder(bytes);
    if (decoder.hasError() || read.text.contains(QChar::Null))
        return fails(tr("“%1” is no text in UTF-8: such text alone can be attached."));
    read.text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    return read;
}

QString fencedText(const TextFile &file)
{
    const QString fence(std::max(3, longestFence(file.text) + 1), u'`');
    const QString end = file.text.endsWith(u'\n') || file.text.isEmpty() ? QString() : QStringLiteral("\n");
    return fence + file.name.simplified().remove(u'`') + u'\n' + file.text + end + fence + u'\n';
}

} // namespace deepscope
