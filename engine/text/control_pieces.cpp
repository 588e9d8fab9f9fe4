#include "text/control_pieces.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr std::string_view TurnEnds[] = {
    // DeepSeek, Qwen, Llama, Phi
    "<｜end▁of▁sentence｜>",
    "<|EOT|>",
    "<|im_end|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<|eom_id|>",
    "<|end_of_text|>",
    "<|end|>",
    "</s>",
    // the next to speak: DeepSeek, GLM
    "<｜User｜>",
    "<|user|>",
    "<|observation|>",
    // GLM, Gemma, Mistral, gpt-oss, Command R, OLMo and others
    "<eop>",
    "_<EOT>",
    "<end_of_turn>",
    "<turn|>",
    "[EOS]",
    "[EOT]",
    "<|eot|>",
    "<|eom|>",
    "<|return|>",
    "<|call|>",
    "<|END_OF_TURN_TOKEN|>",
    "<|end_of_turn|>",
    "<|endofturn|>",
    "<end_of_utterance>",
    "<EOT>",
    "<|eos|>",
    "<eos>",
};

// What a person could write, in source code or about these models.
constexpr std::string_view Ordinary[] = {"</s>", "<eop>", "<EOT>", "<eos>"};

constexpr std::string_view OtherMarkers[] = {
    "<|header_start|>",
    "<|header_end|>",
    "<|start_of_role|>",
    "<|end_of_role|>",
    "<sop>",
    "<｜begin▁of▁sentence｜>",
    "<｜Assistant｜>",
    "<|im_start|>",
    "<|begin_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|assistant|>",
    "<|system|>",
    "<start_of_turn>",
    "[gMASK]",
    "<|start|>",
    "<|message|>",
    "<|channel|>",
    "[BOS]",
    "[INST]",
    "[/INST]",
    "<|START_OF_TURN_TOKEN|>",
};

bool holds(const auto &list, std::string_view piece) { return std::ranges::find(list, piece) != std::end(list); }

} // namespace

std::span<const std::string_view> turnEnds() { return TurnEnds; }

bool mayBeText(std::string_view piece) { return holds(Ordinary, piece); }

bool isControlPiece(std::string_view piece)
{
    return (holds(TurnEnds, piece) && !mayBeText(piece)) || holds(OtherMarkers, piece);
}

bool looksLikeControl(std::string_view piece)
{
    return (piece.size() > 4 && piece.starts_with("<|") && piece.ends_with("|>")) ||
           (piece.size() > 8 && piece.starts_with("<｜") && piece.ends_with("｜>")) ||
           (piece.size() > 4 && piece.starts_with('[') && piece.ends_with(']') &&
            piece.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_/", 1) == piece.size() - 1);
}

} // namespace deepscope
