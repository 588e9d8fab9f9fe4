#include "app/generation_memory.h"

#include "app/remembered_models.h"

namespace deepscope {

namespace {

// Earlier versions kept one set of values for all models, directly in this group.
constexpr QLatin1String Generation("generation");
constexpr QLatin1String EarlierTurns("generation/earlierTurns");
constexpr QLatin1String OldModel("generation/oldModel"); // whose they are now
constexpr const char *ValueNames[] = {"temperature", "topP",      "topK",    "minP",        "seed",
                                      "seedIsFixed", "maxTokens", "advised", "chatTemplate"};

QString valueKey(const QString &group, const char *name) { return group + u'/' + QLatin1String(name); }

QString placeOf(const ModelInfo &model)
{
    return placeOfModel(QString::fromStdString(model.path), qint64(model.fileBytes));
}

// Which file it is, wherever that lies.
QString kindOf(const ModelInfo &model)
{
    return QStringList{QString::fromStdString(model.name), QString::fromStdString(model.architecture),
                       QString::number(model.parameters), QString::number(model.fileBytes)}
        .join(u'/');
}

QString groupOf(const QString &model) { return Generation + u'/' + model; }

} // namespace

// The one set of values of an earlier version is of the model that was used last.
GenerationMemory::GenerationMemory(QSettings &file) : m_file(file)
{
    if (!m_file.contains(OldModel) && m_file.contains(valueKey(Generation, "temperature")))
        m_file.setValue(OldModel, m_file.value(QStringLiteral("recentModels")).toStringList().value(0, "default"));
}

GenerationSettings GenerationMemory::withoutModel() const
{
    GenerationSettings settings;
    settings.earlierTurns = m_file.value(EarlierTurns, settings.earlierTurns).toBool();
    return settings;
}

GenerationSettings GenerationMemory::of(const ModelInfo &model) const
{
    m_file.sync(); // another window may have kept some
    const QString group = groupToRead(model);
    return group.isEmpty() ? withoutModel() : read(group);
}

void GenerationMemory::keep(const ModelInfo &model, const GenerationSettings &settings)
{
    const QString place = placeOf(model);
    m_file.sync();
    write(groupOf(place), settings);
    m_file.setValue(valueKey(groupOf(place), "kind"), kindOf(model));
    m_file.setValue(EarlierTurns, settings.earlierTurns);
    rememberModel(m_file, Generation, place);
    if (m_file.value(OldModel).toString() == QString::fromStdString(model.path))
        forgetOldForm();
}

QString GenerationMemory::groupToRead(const ModelInfo &model) const
{
    const QStringList known = rememberedModels(m_file, Generation);
    if (const QString place = placeOf(model); m_file.contains(valueKey(groupOf(place), "kind")))
        return groupOf(place);
    if (m_file.value(OldModel).toString() == QString::fromStdString(model.path))
        return Generation;
    const QString kind = kindOf(model);
    for (const QString &other : known)
        if (m_file.value(valueKey(groupOf(other), "kind")) == kind)
            return groupOf(other);
    return {};
}

GenerationSettings GenerationMemory::read(const QString &group) const
{
    const auto value = [&](const char *name, const QVariant &standard) {
        return m_file.value(valueKey(group, name), standard);
    };
    GenerationSettings settings = withoutModel();
    settings.sampling.temperature = value("temperature", 0).toFloat();
    settings.sampling.topP = value("topP", 1).toFloat();
    settings.sampling.topK = value("topK", 0).toUInt();
    settings.sampling.minP = value("minP", 0).toFloat();
    // 0 was what earlier versions wrote where nobody had fixed one.
    if (const uint64_t seed = value("seed", 0).toULongLong(); seed != 0 || value("seedIsFixed", false).toBool())
        settings.seed = seed;
    settings.maxTokens = value("maxTokens", 0).toUInt();
    settings.advised = value("advised", settings.advised).toBool();
    settings.chatTemplate = value("chatTemplate", QString()).toString().toStdString();
    return settings;
}

void GenerationMemory::write(const QString &group, const GenerationSettings &settings)
{
    const auto keep = [&](const char *name, const QVariant &value) { m_file.setValue(valueKey(group, name), value); };
    keep("temperature", settings.sampling.temperature);
    keep("topP", settings.sampling.topP);
    keep("topK", settings.sampling.topK);
    keep("minP", settings.sampling.minP);
    keep("seed", QVariant::fromValue(settings.seed.value_or(0)));
    keep("seedIsFixed", settings.seed.has_value());
    keep("maxTokens", settings.maxTokens);
    keep("advised", settings.advised);
    keep("chatTemplate", QString::fromStdString(settings.chatTemplate));
}

void GenerationMemory::forgetOldForm()
{
    for (const char *name : ValueNames)
        m_file.remove(valueKey(Generation, name));
    m_file.remove(OldModel);
}

} // namespace deepscope
