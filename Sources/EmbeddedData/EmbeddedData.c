// Written by .ci/embed-data; do not edit.
#include "EmbeddedData.h"

static const unsigned char file_0[] = {
#embed "data/accelerators.json"
};
static const unsigned char file_1[] = {
#embed "data/calibration.json"
};
static const unsigned char file_2[] = {
#embed "data/engines.json"
};
static const unsigned char file_3[] = {
#embed "data/measurements.csv"
};
static const unsigned char file_4[] = {
#embed "data/models/01-ai__Yi-34B.json"
};
static const unsigned char file_5[] = {
#embed "data/models/BAAI__Aquila-7B.json"
};
static const unsigned char file_6[] = {
#embed "data/models/CohereForAI__aya-23-8B.json"
};
static const unsigned char file_7[] = {
#embed "data/models/CohereForAI__c4ai-command-r-v01.json"
};
static const unsigned char file_8[] = {
#embed "data/models/EleutherAI__gpt-j-6b.json"
};
static const unsigned char file_9[] = {
#embed "data/models/EleutherAI__gpt-neox-20b.json"
};
static const unsigned char file_10[] = {
#embed "data/models/HuggingFaceTB__SmolLM-1.7B.json"
};
static const unsigned char file_11[] = {
#embed "data/models/HuggingFaceTB__SmolLM-135M.json"
};
static const unsigned char file_12[] = {
#embed "data/models/HuggingFaceTB__SmolLM-360M.json"
};
static const unsigned char file_13[] = {
#embed "data/models/HuggingFaceTB__SmolLM2-135M.json"
};
static const unsigned char file_14[] = {
#embed "data/models/HuggingFaceTB__SmolLM2-360M.json"
};
static const unsigned char file_15[] = {
#embed "data/models/LGAI-EXAONE__EXAONE-4.0-32B.json"
};
static const unsigned char file_16[] = {
#embed "data/models/MiniMaxAI__MiniMax-M2.5.json"
};
static const unsigned char file_17[] = {
#embed "data/models/MiniMaxAI__MiniMax-M2.json"
};
static const unsigned char file_18[] = {
#embed "data/models/Qwen__Qwen1.5-7B.json"
};
static const unsigned char file_19[] = {
#embed "data/models/Qwen__Qwen1.5-MoE-A2.7B.json"
};
static const unsigned char file_20[] = {
#embed "data/models/Qwen__Qwen2-0.5B-Instruct.json"
};
static const unsigned char file_21[] = {
#embed "data/models/Qwen__Qwen2-1.5B-Instruct.json"
};
static const unsigned char file_22[] = {
#embed "data/models/Qwen__Qwen2-72B.json"
};
static const unsigned char file_23[] = {
#embed "data/models/Qwen__Qwen2-7B-Instruct.json"
};
static const unsigned char file_24[] = {
#embed "data/models/Qwen__Qwen2.5-1.5B.json"
};
static const unsigned char file_25[] = {
#embed "data/models/Qwen__Qwen2.5-14B.json"
};
static const unsigned char file_26[] = {
#embed "data/models/Qwen__Qwen2.5-32B-Instruct.json"
};
static const unsigned char file_27[] = {
#embed "data/models/Qwen__Qwen2.5-32B.json"
};
static const unsigned char file_28[] = {
#embed "data/models/Qwen__Qwen2.5-3B-Instruct.json"
};
static const unsigned char file_29[] = {
#embed "data/models/Qwen__Qwen2.5-3B.json"
};
static const unsigned char file_30[] = {
#embed "data/models/Qwen__Qwen2.5-72B-Instruct.json"
};
static const unsigned char file_31[] = {
#embed "data/models/Qwen__Qwen2.5-7B-Instruct.json"
};
static const unsigned char file_32[] = {
#embed "data/models/Qwen__Qwen2.5-7B.json"
};
static const unsigned char file_33[] = {
#embed "data/models/Qwen__Qwen3-0.6B.json"
};
static const unsigned char file_34[] = {
#embed "data/models/Qwen__Qwen3-1.7B.json"
};
static const unsigned char file_35[] = {
#embed "data/models/Qwen__Qwen3-14B.json"
};
static const unsigned char file_36[] = {
#embed "data/models/Qwen__Qwen3-235B-A22B-FP8.json"
};
static const unsigned char file_37[] = {
#embed "data/models/Qwen__Qwen3-235B-A22B.json"
};
static const unsigned char file_38[] = {
#embed "data/models/Qwen__Qwen3-30B-A3B-FP8.json"
};
static const unsigned char file_39[] = {
#embed "data/models/Qwen__Qwen3-30B-A3B.json"
};
static const unsigned char file_40[] = {
#embed "data/models/Qwen__Qwen3-32B.json"
};
static const unsigned char file_41[] = {
#embed "data/models/Qwen__Qwen3-4B.json"
};
static const unsigned char file_42[] = {
#embed "data/models/Qwen__Qwen3-8B.json"
};
static const unsigned char file_43[] = {
#embed "data/models/Qwen__Qwen3-Coder-480B-A35B-Instruct.json"
};
static const unsigned char file_44[] = {
#embed "data/models/Qwen__Qwen3-Next-80B-A3B-Instruct.json"
};
static const unsigned char file_45[] = {
#embed "data/models/Qwen__Qwen3-VL-2B-Instruct.json"
};
static const unsigned char file_46[] = {
#embed "data/models/Qwen__Qwen3-VL-32B-Instruct.json"
};
static const unsigned char file_47[] = {
#embed "data/models/Qwen__Qwen3-VL-32B-Thinking.json"
};
static const unsigned char file_48[] = {
#embed "data/models/Qwen__Qwen3.5-122B-A10B.json"
};
static const unsigned char file_49[] = {
#embed "data/models/Qwen__Qwen3.5-27B.json"
};
static const unsigned char file_50[] = {
#embed "data/models/Qwen__Qwen3.5-397B-A17B.json"
};
static const unsigned char file_51[] = {
#embed "data/models/Qwen__Qwen3.8-27B-text.json"
};
static const unsigned char file_52[] = {
#embed "data/models/RedHatAI__Llama-4-Scout-17B-16E-Instruct-FP8-dynamic.json"
};
static const unsigned char file_53[] = {
#embed "data/models/TinyLlama__TinyLlama-1.1B-Chat-v1.0.json"
};
static const unsigned char file_54[] = {
#embed "data/models/XiaomiMiMo__MiMo-V2-Flash.json"
};
static const unsigned char file_55[] = {
#embed "data/models/ai21labs__Jamba-v0.1.json"
};
static const unsigned char file_56[] = {
#embed "data/models/allenai__OLMo-2-0325-32B.json"
};
static const unsigned char file_57[] = {
#embed "data/models/allenai__OLMo-2-1124-13B.json"
};
static const unsigned char file_58[] = {
#embed "data/models/allenai__OLMo-2-1124-7B.json"
};
static const unsigned char file_59[] = {
#embed "data/models/allenai__Olmo-3-1025-7B.json"
};
static const unsigned char file_60[] = {
#embed "data/models/allenai__Olmo-3-1125-32B.json"
};
static const unsigned char file_61[] = {
#embed "data/models/bigcode__gpt_bigcode-santacoder.json"
};
static const unsigned char file_62[] = {
#embed "data/models/bigcode__starcoder2-7b.json"
};
static const unsigned char file_63[] = {
#embed "data/models/codellama__CodeLlama-13b-hf.json"
};
static const unsigned char file_64[] = {
#embed "data/models/codellama__CodeLlama-34b-Instruct-hf.json"
};
static const unsigned char file_65[] = {
#embed "data/models/codellama__CodeLlama-7b-hf.json"
};
static const unsigned char file_66[] = {
#embed "data/models/deepseek-ai__DeepSeek-V2-Lite.json"
};
static const unsigned char file_67[] = {
#embed "data/models/deepseek-ai__DeepSeek-V3.2.json"
};
static const unsigned char file_68[] = {
#embed "data/models/deepseek-ai__DeepSeek-V3.json"
};
static const unsigned char file_69[] = {
#embed "data/models/facebook__opt-125m.json"
};
static const unsigned char file_70[] = {
#embed "data/models/facebook__opt-6.7b.json"
};
static const unsigned char file_71[] = {
#embed "data/models/google__gemma-2-27b.json"
};
static const unsigned char file_72[] = {
#embed "data/models/google__gemma-2-2b.json"
};
static const unsigned char file_73[] = {
#embed "data/models/google__gemma-2-9b.json"
};
static const unsigned char file_74[] = {
#embed "data/models/google__gemma-2b.json"
};
static const unsigned char file_75[] = {
#embed "data/models/google__gemma-3-12b-it.json"
};
static const unsigned char file_76[] = {
#embed "data/models/google__gemma-3-1b-it.json"
};
static const unsigned char file_77[] = {
#embed "data/models/google__gemma-3-27b-it.json"
};
static const unsigned char file_78[] = {
#embed "data/models/google__gemma-3-4b-it.json"
};
static const unsigned char file_79[] = {
#embed "data/models/google__gemma-4-31B.json"
};
static const unsigned char file_80[] = {
#embed "data/models/google__gemma-4-E2B.json"
};
static const unsigned char file_81[] = {
#embed "data/models/google__gemma-4-E4B.json"
};
static const unsigned char file_82[] = {
#embed "data/models/google__gemma-7b.json"
};
static const unsigned char file_83[] = {
#embed "data/models/huggyllama__llama-7b.json"
};
static const unsigned char file_84[] = {
#embed "data/models/ibm-granite__granite-3.3-8b-instruct.json"
};
static const unsigned char file_85[] = {
#embed "data/models/ibm-granite__granite-4.0-h-small.json"
};
static const unsigned char file_86[] = {
#embed "data/models/meta-llama__Llama-2-13b-hf.json"
};
static const unsigned char file_87[] = {
#embed "data/models/meta-llama__Llama-2-70b-hf.json"
};
static const unsigned char file_88[] = {
#embed "data/models/meta-llama__Llama-2-7b-hf.json"
};
static const unsigned char file_89[] = {
#embed "data/models/meta-llama__Llama-3.1-70B-Instruct.json"
};
static const unsigned char file_90[] = {
#embed "data/models/meta-llama__Llama-3.1-8B-Instruct.json"
};
static const unsigned char file_91[] = {
#embed "data/models/meta-llama__Llama-3.2-1B-Instruct.json"
};
static const unsigned char file_92[] = {
#embed "data/models/meta-llama__Llama-3.2-3B-Instruct.json"
};
static const unsigned char file_93[] = {
#embed "data/models/meta-llama__Llama-3.2-90B-Vision-Instruct.json"
};
static const unsigned char file_94[] = {
#embed "data/models/meta-llama__Llama-3.3-70B-Instruct.json"
};
static const unsigned char file_95[] = {
#embed "data/models/meta-llama__Llama-4-Maverick-17B-128E-Instruct.json"
};
static const unsigned char file_96[] = {
#embed "data/models/meta-llama__Llama-4-Scout-17B-16E-Instruct.json"
};
static const unsigned char file_97[] = {
#embed "data/models/meta-llama__Meta-Llama-3-70B-Instruct.json"
};
static const unsigned char file_98[] = {
#embed "data/models/meta-llama__Meta-Llama-3-8B-Instruct.json"
};
static const unsigned char file_99[] = {
#embed "data/models/meta-llama__Meta-Llama-3.1-405B.json"
};
static const unsigned char file_100[] = {
#embed "data/models/meta-llama__Meta-Llama-3.1-70B.json"
};
static const unsigned char file_101[] = {
#embed "data/models/microsoft__Phi-3-mini-4k-instruct.json"
};
static const unsigned char file_102[] = {
#embed "data/models/microsoft__Phi-3.5-mini-instruct.json"
};
static const unsigned char file_103[] = {
#embed "data/models/microsoft__Phi-4-mini-instruct.json"
};
static const unsigned char file_104[] = {
#embed "data/models/microsoft__Phi-mini-MoE-instruct.json"
};
static const unsigned char file_105[] = {
#embed "data/models/microsoft__phi-4.json"
};
static const unsigned char file_106[] = {
#embed "data/models/mistralai__Devstral-2-123B-Instruct-2512.json"
};
static const unsigned char file_107[] = {
#embed "data/models/mistralai__Mistral-7B-Instruct-v0.3.json"
};
static const unsigned char file_108[] = {
#embed "data/models/mistralai__Mistral-7B-v0.1.json"
};
static const unsigned char file_109[] = {
#embed "data/models/mistralai__Mistral-Nemo-Instruct-2407.json"
};
static const unsigned char file_110[] = {
#embed "data/models/mistralai__Mistral-Small-3.2-24B-Instruct-2506-text.json"
};
static const unsigned char file_111[] = {
#embed "data/models/mistralai__Mixtral-8x22B-v0.1.json"
};
static const unsigned char file_112[] = {
#embed "data/models/mistralai__Mixtral-8x7B-v0.1.json"
};
static const unsigned char file_113[] = {
#embed "data/models/moonshotai__Kimi-K2-Instruct.json"
};
static const unsigned char file_114[] = {
#embed "data/models/moonshotai__Kimi-K2.5.json"
};
static const unsigned char file_115[] = {
#embed "data/models/moonshotai__Kimi-Linear-48B-A3B-Instruct.json"
};
static const unsigned char file_116[] = {
#embed "data/models/mosaicml__mpt-7b.json"
};
static const unsigned char file_117[] = {
#embed "data/models/nvidia__DeepSeek-V3.2-NVFP4.json"
};
static const unsigned char file_118[] = {
#embed "data/models/nvidia__DeepSeek-V4-Pro-NVFP4.json"
};
static const unsigned char file_119[] = {
#embed "data/models/nvidia__GLM-5-NVFP4.json"
};
static const unsigned char file_120[] = {
#embed "data/models/nvidia__GLM-5.1-NVFP4.json"
};
static const unsigned char file_121[] = {
#embed "data/models/nvidia__GLM-5.2-NVFP4.json"
};
static const unsigned char file_122[] = {
#embed "data/models/nvidia__Gemma-4-31B-IT-NVFP4.json"
};
static const unsigned char file_123[] = {
#embed "data/models/nvidia__Kimi-K2.7-Code-NVFP4.json"
};
static const unsigned char file_124[] = {
#embed "data/models/nvidia__Llama-3.1-70B-Instruct-FP8.json"
};
static const unsigned char file_125[] = {
#embed "data/models/nvidia__MiniMax-M2.7-NVFP4.json"
};
static const unsigned char file_126[] = {
#embed "data/models/nvidia__MiniMax-M3-NVFP4.json"
};
static const unsigned char file_127[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Nano-30B-A3B-NVFP4.json"
};
static const unsigned char file_128[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16.json"
};
static const unsigned char file_129[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-FP8.json"
};
static const unsigned char file_130[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4.json"
};
static const unsigned char file_131[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4.json"
};
static const unsigned char file_132[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-Nano-9B-v2.json"
};
static const unsigned char file_133[] = {
#embed "data/models/nvidia__Nemotron-H-56B-Base-8K.json"
};
static const unsigned char file_134[] = {
#embed "data/models/nvidia__Qwen3.5-122B-A10B-NVFP4.json"
};
static const unsigned char file_135[] = {
#embed "data/models/nvidia__Qwen3.5-397B-A17B-NVFP4.json"
};
static const unsigned char file_136[] = {
#embed "data/models/nvidia__Qwen3.6-27B-NVFP4.json"
};
static const unsigned char file_137[] = {
#embed "data/models/nvidia__Qwen3.6-35B-A3B-NVFP4.json"
};
static const unsigned char file_138[] = {
#embed "data/models/openai-community__gpt2-medium.json"
};
static const unsigned char file_139[] = {
#embed "data/models/openai-community__gpt2.json"
};
static const unsigned char file_140[] = {
#embed "data/models/openai__gpt-oss-120b.json"
};
static const unsigned char file_141[] = {
#embed "data/models/openai__gpt-oss-20b.json"
};
static const unsigned char file_142[] = {
#embed "data/models/sgl-project__DeepSeek-V4-Pro-FP8.json"
};
static const unsigned char file_143[] = {
#embed "data/models/stabilityai__stablelm-2-zephyr-1_6b.json"
};
static const unsigned char file_144[] = {
#embed "data/models/stabilityai__stablelm-3b-4e1t.json"
};
static const unsigned char file_145[] = {
#embed "data/models/stepfun-ai__Step-3.7-Flash-FP8.json"
};
static const unsigned char file_146[] = {
#embed "data/models/stepfun-ai__Step-3.7-Flash.json"
};
static const unsigned char file_147[] = {
#embed "data/models/tiiuae__falcon-180B.json"
};
static const unsigned char file_148[] = {
#embed "data/models/tiiuae__falcon-40b.json"
};
static const unsigned char file_149[] = {
#embed "data/models/tiiuae__falcon-7b.json"
};
static const unsigned char file_150[] = {
#embed "data/models/togethercomputer__RedPajama-INCITE-Chat-3B-v1.json"
};
static const unsigned char file_151[] = {
#embed "data/models/zai-org__GLM-4.5-Air.json"
};
static const unsigned char file_152[] = {
#embed "data/models/zai-org__GLM-4.5.json"
};
static const unsigned char file_153[] = {
#embed "data/models/zai-org__GLM-5.2.json"
};
static const unsigned char file_154[] = {
#embed "data/models/zai-org__GLM-5.3.json"
};
static const unsigned char file_155[] = {
#embed "data/models/zai-org__GLM-5.json"
};

static const struct embedded_file files[] = {
  {"data/accelerators.json", file_0, sizeof file_0},
  {"data/calibration.json", file_1, sizeof file_1},
  {"data/engines.json", file_2, sizeof file_2},
  {"data/measurements.csv", file_3, sizeof file_3},
  {"data/models/01-ai__Yi-34B.json", file_4, sizeof file_4},
  {"data/models/BAAI__Aquila-7B.json", file_5, sizeof file_5},
  {"data/models/CohereForAI__aya-23-8B.json", file_6, sizeof file_6},
  {"data/models/CohereForAI__c4ai-command-r-v01.json", file_7, sizeof file_7},
  {"data/models/EleutherAI__gpt-j-6b.json", file_8, sizeof file_8},
  {"data/models/EleutherAI__gpt-neox-20b.json", file_9, sizeof file_9},
  {"data/models/HuggingFaceTB__SmolLM-1.7B.json", file_10, sizeof file_10},
  {"data/models/HuggingFaceTB__SmolLM-135M.json", file_11, sizeof file_11},
  {"data/models/HuggingFaceTB__SmolLM-360M.json", file_12, sizeof file_12},
  {"data/models/HuggingFaceTB__SmolLM2-135M.json", file_13, sizeof file_13},
  {"data/models/HuggingFaceTB__SmolLM2-360M.json", file_14, sizeof file_14},
  {"data/models/LGAI-EXAONE__EXAONE-4.0-32B.json", file_15, sizeof file_15},
  {"data/models/MiniMaxAI__MiniMax-M2.5.json", file_16, sizeof file_16},
  {"data/models/MiniMaxAI__MiniMax-M2.json", file_17, sizeof file_17},
  {"data/models/Qwen__Qwen1.5-7B.json", file_18, sizeof file_18},
  {"data/models/Qwen__Qwen1.5-MoE-A2.7B.json", file_19, sizeof file_19},
  {"data/models/Qwen__Qwen2-0.5B-Instruct.json", file_20, sizeof file_20},
  {"data/models/Qwen__Qwen2-1.5B-Instruct.json", file_21, sizeof file_21},
  {"data/models/Qwen__Qwen2-72B.json", file_22, sizeof file_22},
  {"data/models/Qwen__Qwen2-7B-Instruct.json", file_23, sizeof file_23},
  {"data/models/Qwen__Qwen2.5-1.5B.json", file_24, sizeof file_24},
  {"data/models/Qwen__Qwen2.5-14B.json", file_25, sizeof file_25},
  {"data/models/Qwen__Qwen2.5-32B-Instruct.json", file_26, sizeof file_26},
  {"data/models/Qwen__Qwen2.5-32B.json", file_27, sizeof file_27},
  {"data/models/Qwen__Qwen2.5-3B-Instruct.json", file_28, sizeof file_28},
  {"data/models/Qwen__Qwen2.5-3B.json", file_29, sizeof file_29},
  {"data/models/Qwen__Qwen2.5-72B-Instruct.json", file_30, sizeof file_30},
  {"data/models/Qwen__Qwen2.5-7B-Instruct.json", file_31, sizeof file_31},
  {"data/models/Qwen__Qwen2.5-7B.json", file_32, sizeof file_32},
  {"data/models/Qwen__Qwen3-0.6B.json", file_33, sizeof file_33},
  {"data/models/Qwen__Qwen3-1.7B.json", file_34, sizeof file_34},
  {"data/models/Qwen__Qwen3-14B.json", file_35, sizeof file_35},
  {"data/models/Qwen__Qwen3-235B-A22B-FP8.json", file_36, sizeof file_36},
  {"data/models/Qwen__Qwen3-235B-A22B.json", file_37, sizeof file_37},
  {"data/models/Qwen__Qwen3-30B-A3B-FP8.json", file_38, sizeof file_38},
  {"data/models/Qwen__Qwen3-30B-A3B.json", file_39, sizeof file_39},
  {"data/models/Qwen__Qwen3-32B.json", file_40, sizeof file_40},
  {"data/models/Qwen__Qwen3-4B.json", file_41, sizeof file_41},
  {"data/models/Qwen__Qwen3-8B.json", file_42, sizeof file_42},
  {"data/models/Qwen__Qwen3-Coder-480B-A35B-Instruct.json", file_43, sizeof file_43},
  {"data/models/Qwen__Qwen3-Next-80B-A3B-Instruct.json", file_44, sizeof file_44},
  {"data/models/Qwen__Qwen3-VL-2B-Instruct.json", file_45, sizeof file_45},
  {"data/models/Qwen__Qwen3-VL-32B-Instruct.json", file_46, sizeof file_46},
  {"data/models/Qwen__Qwen3-VL-32B-Thinking.json", file_47, sizeof file_47},
  {"data/models/Qwen__Qwen3.5-122B-A10B.json", file_48, sizeof file_48},
  {"data/models/Qwen__Qwen3.5-27B.json", file_49, sizeof file_49},
  {"data/models/Qwen__Qwen3.5-397B-A17B.json", file_50, sizeof file_50},
  {"data/models/Qwen__Qwen3.8-27B-text.json", file_51, sizeof file_51},
  {"data/models/RedHatAI__Llama-4-Scout-17B-16E-Instruct-FP8-dynamic.json", file_52, sizeof file_52},
  {"data/models/TinyLlama__TinyLlama-1.1B-Chat-v1.0.json", file_53, sizeof file_53},
  {"data/models/XiaomiMiMo__MiMo-V2-Flash.json", file_54, sizeof file_54},
  {"data/models/ai21labs__Jamba-v0.1.json", file_55, sizeof file_55},
  {"data/models/allenai__OLMo-2-0325-32B.json", file_56, sizeof file_56},
  {"data/models/allenai__OLMo-2-1124-13B.json", file_57, sizeof file_57},
  {"data/models/allenai__OLMo-2-1124-7B.json", file_58, sizeof file_58},
  {"data/models/allenai__Olmo-3-1025-7B.json", file_59, sizeof file_59},
  {"data/models/allenai__Olmo-3-1125-32B.json", file_60, sizeof file_60},
  {"data/models/bigcode__gpt_bigcode-santacoder.json", file_61, sizeof file_61},
  {"data/models/bigcode__starcoder2-7b.json", file_62, sizeof file_62},
  {"data/models/codellama__CodeLlama-13b-hf.json", file_63, sizeof file_63},
  {"data/models/codellama__CodeLlama-34b-Instruct-hf.json", file_64, sizeof file_64},
  {"data/models/codellama__CodeLlama-7b-hf.json", file_65, sizeof file_65},
  {"data/models/deepseek-ai__DeepSeek-V2-Lite.json", file_66, sizeof file_66},
  {"data/models/deepseek-ai__DeepSeek-V3.2.json", file_67, sizeof file_67},
  {"data/models/deepseek-ai__DeepSeek-V3.json", file_68, sizeof file_68},
  {"data/models/facebook__opt-125m.json", file_69, sizeof file_69},
  {"data/models/facebook__opt-6.7b.json", file_70, sizeof file_70},
  {"data/models/google__gemma-2-27b.json", file_71, sizeof file_71},
  {"data/models/google__gemma-2-2b.json", file_72, sizeof file_72},
  {"data/models/google__gemma-2-9b.json", file_73, sizeof file_73},
  {"data/models/google__gemma-2b.json", file_74, sizeof file_74},
  {"data/models/google__gemma-3-12b-it.json", file_75, sizeof file_75},
  {"data/models/google__gemma-3-1b-it.json", file_76, sizeof file_76},
  {"data/models/google__gemma-3-27b-it.json", file_77, sizeof file_77},
  {"data/models/google__gemma-3-4b-it.json", file_78, sizeof file_78},
  {"data/models/google__gemma-4-31B.json", file_79, sizeof file_79},
  {"data/models/google__gemma-4-E2B.json", file_80, sizeof file_80},
  {"data/models/google__gemma-4-E4B.json", file_81, sizeof file_81},
  {"data/models/google__gemma-7b.json", file_82, sizeof file_82},
  {"data/models/huggyllama__llama-7b.json", file_83, sizeof file_83},
  {"data/models/ibm-granite__granite-3.3-8b-instruct.json", file_84, sizeof file_84},
  {"data/models/ibm-granite__granite-4.0-h-small.json", file_85, sizeof file_85},
  {"data/models/meta-llama__Llama-2-13b-hf.json", file_86, sizeof file_86},
  {"data/models/meta-llama__Llama-2-70b-hf.json", file_87, sizeof file_87},
  {"data/models/meta-llama__Llama-2-7b-hf.json", file_88, sizeof file_88},
  {"data/models/meta-llama__Llama-3.1-70B-Instruct.json", file_89, sizeof file_89},
  {"data/models/meta-llama__Llama-3.1-8B-Instruct.json", file_90, sizeof file_90},
  {"data/models/meta-llama__Llama-3.2-1B-Instruct.json", file_91, sizeof file_91},
  {"data/models/meta-llama__Llama-3.2-3B-Instruct.json", file_92, sizeof file_92},
  {"data/models/meta-llama__Llama-3.2-90B-Vision-Instruct.json", file_93, sizeof file_93},
  {"data/models/meta-llama__Llama-3.3-70B-Instruct.json", file_94, sizeof file_94},
  {"data/models/meta-llama__Llama-4-Maverick-17B-128E-Instruct.json", file_95, sizeof file_95},
  {"data/models/meta-llama__Llama-4-Scout-17B-16E-Instruct.json", file_96, sizeof file_96},
  {"data/models/meta-llama__Meta-Llama-3-70B-Instruct.json", file_97, sizeof file_97},
  {"data/models/meta-llama__Meta-Llama-3-8B-Instruct.json", file_98, sizeof file_98},
  {"data/models/meta-llama__Meta-Llama-3.1-405B.json", file_99, sizeof file_99},
  {"data/models/meta-llama__Meta-Llama-3.1-70B.json", file_100, sizeof file_100},
  {"data/models/microsoft__Phi-3-mini-4k-instruct.json", file_101, sizeof file_101},
  {"data/models/microsoft__Phi-3.5-mini-instruct.json", file_102, sizeof file_102},
  {"data/models/microsoft__Phi-4-mini-instruct.json", file_103, sizeof file_103},
  {"data/models/microsoft__Phi-mini-MoE-instruct.json", file_104, sizeof file_104},
  {"data/models/microsoft__phi-4.json", file_105, sizeof file_105},
  {"data/models/mistralai__Devstral-2-123B-Instruct-2512.json", file_106, sizeof file_106},
  {"data/models/mistralai__Mistral-7B-Instruct-v0.3.json", file_107, sizeof file_107},
  {"data/models/mistralai__Mistral-7B-v0.1.json", file_108, sizeof file_108},
  {"data/models/mistralai__Mistral-Nemo-Instruct-2407.json", file_109, sizeof file_109},
  {"data/models/mistralai__Mistral-Small-3.2-24B-Instruct-2506-text.json", file_110, sizeof file_110},
  {"data/models/mistralai__Mixtral-8x22B-v0.1.json", file_111, sizeof file_111},
  {"data/models/mistralai__Mixtral-8x7B-v0.1.json", file_112, sizeof file_112},
  {"data/models/moonshotai__Kimi-K2-Instruct.json", file_113, sizeof file_113},
  {"data/models/moonshotai__Kimi-K2.5.json", file_114, sizeof file_114},
  {"data/models/moonshotai__Kimi-Linear-48B-A3B-Instruct.json", file_115, sizeof file_115},
  {"data/models/mosaicml__mpt-7b.json", file_116, sizeof file_116},
  {"data/models/nvidia__DeepSeek-V3.2-NVFP4.json", file_117, sizeof file_117},
  {"data/models/nvidia__DeepSeek-V4-Pro-NVFP4.json", file_118, sizeof file_118},
  {"data/models/nvidia__GLM-5-NVFP4.json", file_119, sizeof file_119},
  {"data/models/nvidia__GLM-5.1-NVFP4.json", file_120, sizeof file_120},
  {"data/models/nvidia__GLM-5.2-NVFP4.json", file_121, sizeof file_121},
  {"data/models/nvidia__Gemma-4-31B-IT-NVFP4.json", file_122, sizeof file_122},
  {"data/models/nvidia__Kimi-K2.7-Code-NVFP4.json", file_123, sizeof file_123},
  {"data/models/nvidia__Llama-3.1-70B-Instruct-FP8.json", file_124, sizeof file_124},
  {"data/models/nvidia__MiniMax-M2.7-NVFP4.json", file_125, sizeof file_125},
  {"data/models/nvidia__MiniMax-M3-NVFP4.json", file_126, sizeof file_126},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Nano-30B-A3B-NVFP4.json", file_127, sizeof file_127},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16.json", file_128, sizeof file_128},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-FP8.json", file_129, sizeof file_129},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4.json", file_130, sizeof file_130},
  {"data/models/nvidia__NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4.json", file_131, sizeof file_131},
  {"data/models/nvidia__NVIDIA-Nemotron-Nano-9B-v2.json", file_132, sizeof file_132},
  {"data/models/nvidia__Nemotron-H-56B-Base-8K.json", file_133, sizeof file_133},
  {"data/models/nvidia__Qwen3.5-122B-A10B-NVFP4.json", file_134, sizeof file_134},
  {"data/models/nvidia__Qwen3.5-397B-A17B-NVFP4.json", file_135, sizeof file_135},
  {"data/models/nvidia__Qwen3.6-27B-NVFP4.json", file_136, sizeof file_136},
  {"data/models/nvidia__Qwen3.6-35B-A3B-NVFP4.json", file_137, sizeof file_137},
  {"data/models/openai-community__gpt2-medium.json", file_138, sizeof file_138},
  {"data/models/openai-community__gpt2.json", file_139, sizeof file_139},
  {"data/models/openai__gpt-oss-120b.json", file_140, sizeof file_140},
  {"data/models/openai__gpt-oss-20b.json", file_141, sizeof file_141},
  {"data/models/sgl-project__DeepSeek-V4-Pro-FP8.json", file_142, sizeof file_142},
  {"data/models/stabilityai__stablelm-2-zephyr-1_6b.json", file_143, sizeof file_143},
  {"data/models/stabilityai__stablelm-3b-4e1t.json", file_144, sizeof file_144},
  {"data/models/stepfun-ai__Step-3.7-Flash-FP8.json", file_145, sizeof file_145},
  {"data/models/stepfun-ai__Step-3.7-Flash.json", file_146, sizeof file_146},
  {"data/models/tiiuae__falcon-180B.json", file_147, sizeof file_147},
  {"data/models/tiiuae__falcon-40b.json", file_148, sizeof file_148},
  {"data/models/tiiuae__falcon-7b.json", file_149, sizeof file_149},
  {"data/models/togethercomputer__RedPajama-INCITE-Chat-3B-v1.json", file_150, sizeof file_150},
  {"data/models/zai-org__GLM-4.5-Air.json", file_151, sizeof file_151},
  {"data/models/zai-org__GLM-4.5.json", file_152, sizeof file_152},
  {"data/models/zai-org__GLM-5.2.json", file_153, sizeof file_153},
  {"data/models/zai-org__GLM-5.3.json", file_154, sizeof file_154},
  {"data/models/zai-org__GLM-5.json", file_155, sizeof file_155},
};

const struct embedded_file *embedded_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
