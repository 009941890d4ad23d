// Written by .ci/embed-data; do not edit.
#include "EmbeddedData.h"

static const unsigned char file_0[] = {
#embed "../../Pricing/apis/alibaba.json"
};
static const unsigned char file_1[] = {
#embed "../../Pricing/apis/anthropic.json"
};
static const unsigned char file_2[] = {
#embed "../../Pricing/apis/azure.json"
};
static const unsigned char file_3[] = {
#embed "../../Pricing/apis/baseten.json"
};
static const unsigned char file_4[] = {
#embed "../../Pricing/apis/bedrock.json"
};
static const unsigned char file_5[] = {
#embed "../../Pricing/apis/cerebras.json"
};
static const unsigned char file_6[] = {
#embed "../../Pricing/apis/cloudflare.json"
};
static const unsigned char file_7[] = {
#embed "../../Pricing/apis/cohere.json"
};
static const unsigned char file_8[] = {
#embed "../../Pricing/apis/databricks.json"
};
static const unsigned char file_9[] = {
#embed "../../Pricing/apis/deepinfra.json"
};
static const unsigned char file_10[] = {
#embed "../../Pricing/apis/deepseek.json"
};
static const unsigned char file_11[] = {
#embed "../../Pricing/apis/fireworks.json"
};
static const unsigned char file_12[] = {
#embed "../../Pricing/apis/friendli.json"
};
static const unsigned char file_13[] = {
#embed "../../Pricing/apis/google.json"
};
static const unsigned char file_14[] = {
#embed "../../Pricing/apis/groq.json"
};
static const unsigned char file_15[] = {
#embed "../../Pricing/apis/jina.json"
};
static const unsigned char file_16[] = {
#embed "../../Pricing/apis/meta.json"
};
static const unsigned char file_17[] = {
#embed "../../Pricing/apis/minimax.json"
};
static const unsigned char file_18[] = {
#embed "../../Pricing/apis/mistral.json"
};
static const unsigned char file_19[] = {
#embed "../../Pricing/apis/moonshot.json"
};
static const unsigned char file_20[] = {
#embed "../../Pricing/apis/nebius.json"
};
static const unsigned char file_21[] = {
#embed "../../Pricing/apis/novita.json"
};
static const unsigned char file_22[] = {
#embed "../../Pricing/apis/openai.json"
};
static const unsigned char file_23[] = {
#embed "../../Pricing/apis/ovhcloud.json"
};
static const unsigned char file_24[] = {
#embed "../../Pricing/apis/perplexity.json"
};
static const unsigned char file_25[] = {
#embed "../../Pricing/apis/sambanova.json"
};
static const unsigned char file_26[] = {
#embed "../../Pricing/apis/scaleway.json"
};
static const unsigned char file_27[] = {
#embed "../../Pricing/apis/snowflake.json"
};
static const unsigned char file_28[] = {
#embed "../../Pricing/apis/together.json"
};
static const unsigned char file_29[] = {
#embed "../../Pricing/apis/vertex.json"
};
static const unsigned char file_30[] = {
#embed "../../Pricing/apis/voyage.json"
};
static const unsigned char file_31[] = {
#embed "../../Pricing/apis/wandb.json"
};
static const unsigned char file_32[] = {
#embed "../../Pricing/apis/watsonx.json"
};
static const unsigned char file_33[] = {
#embed "../../Pricing/apis/xai.json"
};
static const unsigned char file_34[] = {
#embed "../../Pricing/apis/zai.json"
};
static const unsigned char file_35[] = {
#embed "../../Pricing/gpus/aws.json"
};
static const unsigned char file_36[] = {
#embed "../../Pricing/gpus/azure.json"
};
static const unsigned char file_37[] = {
#embed "../../Pricing/gpus/cerebrium.json"
};
static const unsigned char file_38[] = {
#embed "../../Pricing/gpus/coreweave.json"
};
static const unsigned char file_39[] = {
#embed "../../Pricing/gpus/crusoe.json"
};
static const unsigned char file_40[] = {
#embed "../../Pricing/gpus/digitalocean.json"
};
static const unsigned char file_41[] = {
#embed "../../Pricing/gpus/fireworks.json"
};
static const unsigned char file_42[] = {
#embed "../../Pricing/gpus/gcp.json"
};
static const unsigned char file_43[] = {
#embed "../../Pricing/gpus/hotaisle.json"
};
static const unsigned char file_44[] = {
#embed "../../Pricing/gpus/huggingface.json"
};
static const unsigned char file_45[] = {
#embed "../../Pricing/gpus/hyperstack.json"
};
static const unsigned char file_46[] = {
#embed "../../Pricing/gpus/lambda.json"
};
static const unsigned char file_47[] = {
#embed "../../Pricing/gpus/modal.json"
};
static const unsigned char file_48[] = {
#embed "../../Pricing/gpus/nebius.json"
};
static const unsigned char file_49[] = {
#embed "../../Pricing/gpus/oci.json"
};
static const unsigned char file_50[] = {
#embed "../../Pricing/gpus/paperspace.json"
};
static const unsigned char file_51[] = {
#embed "../../Pricing/gpus/runpod-serverless.json"
};
static const unsigned char file_52[] = {
#embed "../../Pricing/gpus/runpod.json"
};
static const unsigned char file_53[] = {
#embed "../../Pricing/gpus/scaleway.json"
};
static const unsigned char file_54[] = {
#embed "../../Pricing/gpus/tensorwave.json"
};
static const unsigned char file_55[] = {
#embed "../../Pricing/gpus/together.json"
};
static const unsigned char file_56[] = {
#embed "../../Pricing/gpus/vast.json"
};
static const unsigned char file_57[] = {
#embed "../../Pricing/gpus/verda.json"
};
static const unsigned char file_58[] = {
#embed "../../Pricing/gpus/vultr.json"
};
static const unsigned char file_59[] = {
#embed "../../Pricing/history.schema.json"
};
static const unsigned char file_60[] = {
#embed "../../Pricing/history/apis.json"
};
static const unsigned char file_61[] = {
#embed "../../Pricing/history/gpus.json"
};
static const unsigned char file_62[] = {
#embed "../../Pricing/history/purchases.json"
};
static const unsigned char file_63[] = {
#embed "../../Pricing/hosts.json"
};
static const unsigned char file_64[] = {
#embed "../../Pricing/hosts.schema.json"
};
static const unsigned char file_65[] = {
#embed "../../Pricing/market.json"
};
static const unsigned char file_66[] = {
#embed "../../Pricing/market.schema.json"
};
static const unsigned char file_67[] = {
#embed "../../Pricing/offer.schema.json"
};
static const unsigned char file_68[] = {
#embed "../../Pricing/owned.json"
};
static const unsigned char file_69[] = {
#embed "../../Pricing/tariff.schema.json"
};
static const unsigned char file_70[] = {
#embed "data/accelerators.json"
};
static const unsigned char file_71[] = {
#embed "data/adapters.json"
};
static const unsigned char file_72[] = {
#embed "data/aliases.json"
};
static const unsigned char file_73[] = {
#embed "data/calibration.json"
};
static const unsigned char file_74[] = {
#embed "data/checkpoints.json"
};
static const unsigned char file_75[] = {
#embed "data/energy.json"
};
static const unsigned char file_76[] = {
#embed "data/engines.json"
};
static const unsigned char file_77[] = {
#embed "data/kernels.json"
};
static const unsigned char file_78[] = {
#embed "data/measurements.csv"
};
static const unsigned char file_79[] = {
#embed "data/model-index.json"
};
static const unsigned char file_80[] = {
#embed "data/models/01-ai__Yi-34B.json"
};
static const unsigned char file_81[] = {
#embed "data/models/Alibaba-NLP__gte-multilingual-base.json"
};
static const unsigned char file_82[] = {
#embed "data/models/BAAI__Aquila-7B.json"
};
static const unsigned char file_83[] = {
#embed "data/models/BAAI__bge-base-en-v1.5.json"
};
static const unsigned char file_84[] = {
#embed "data/models/BAAI__bge-large-en-v1.5.json"
};
static const unsigned char file_85[] = {
#embed "data/models/BAAI__bge-m3.json"
};
static const unsigned char file_86[] = {
#embed "data/models/BAAI__bge-multilingual-gemma2.json"
};
static const unsigned char file_87[] = {
#embed "data/models/BAAI__bge-reranker-base.json"
};
static const unsigned char file_88[] = {
#embed "data/models/BAAI__bge-reranker-large.json"
};
static const unsigned char file_89[] = {
#embed "data/models/BAAI__bge-reranker-v2-m3.json"
};
static const unsigned char file_90[] = {
#embed "data/models/BAAI__bge-small-en-v1.5.json"
};
static const unsigned char file_91[] = {
#embed "data/models/ByteDance-Seed__Seed-OSS-36B-Instruct.json"
};
static const unsigned char file_92[] = {
#embed "data/models/CohereForAI__aya-23-8B.json"
};
static const unsigned char file_93[] = {
#embed "data/models/CohereForAI__c4ai-command-r-v01.json"
};
static const unsigned char file_94[] = {
#embed "data/models/CohereLabs__North-Mini-Code-1.0.json"
};
static const unsigned char file_95[] = {
#embed "data/models/CohereLabs__aya-expanse-8b.json"
};
static const unsigned char file_96[] = {
#embed "data/models/CohereLabs__c4ai-command-a-03-2025.json"
};
static const unsigned char file_97[] = {
#embed "data/models/CohereLabs__c4ai-command-r-08-2024.json"
};
static const unsigned char file_98[] = {
#embed "data/models/CohereLabs__c4ai-command-r-plus.json"
};
static const unsigned char file_99[] = {
#embed "data/models/CohereLabs__c4ai-command-r7b-12-2024.json"
};
static const unsigned char file_100[] = {
#embed "data/models/CohereLabs__command-a-plus-05-2026-bf16.json"
};
static const unsigned char file_101[] = {
#embed "data/models/CohereLabs__command-a-vision-07-2025.json"
};
static const unsigned char file_102[] = {
#embed "data/models/CohereLabs__tiny-aya-global.json"
};
static const unsigned char file_103[] = {
#embed "data/models/EleutherAI__gpt-j-6b.json"
};
static const unsigned char file_104[] = {
#embed "data/models/EleutherAI__gpt-neox-20b.json"
};
static const unsigned char file_105[] = {
#embed "data/models/HuggingFaceTB__SmolLM-1.7B.json"
};
static const unsigned char file_106[] = {
#embed "data/models/HuggingFaceTB__SmolLM-135M.json"
};
static const unsigned char file_107[] = {
#embed "data/models/HuggingFaceTB__SmolLM-360M.json"
};
static const unsigned char file_108[] = {
#embed "data/models/HuggingFaceTB__SmolLM2-135M.json"
};
static const unsigned char file_109[] = {
#embed "data/models/HuggingFaceTB__SmolLM2-360M.json"
};
static const unsigned char file_110[] = {
#embed "data/models/HuggingFaceTB__SmolLM3-3B.json"
};
static const unsigned char file_111[] = {
#embed "data/models/LGAI-EXAONE__EXAONE-4.0-32B.json"
};
static const unsigned char file_112[] = {
#embed "data/models/LGAI-EXAONE__EXAONE-4.5-33B.json"
};
static const unsigned char file_113[] = {
#embed "data/models/LiquidAI__LFM2.5-VL-1.6B.json"
};
static const unsigned char file_114[] = {
#embed "data/models/MiniMaxAI__MiniMax-M2.5.json"
};
static const unsigned char file_115[] = {
#embed "data/models/MiniMaxAI__MiniMax-M2.json"
};
static const unsigned char file_116[] = {
#embed "data/models/Qwen__Qwen1.5-7B.json"
};
static const unsigned char file_117[] = {
#embed "data/models/Qwen__Qwen1.5-MoE-A2.7B.json"
};
static const unsigned char file_118[] = {
#embed "data/models/Qwen__Qwen2-0.5B-Instruct.json"
};
static const unsigned char file_119[] = {
#embed "data/models/Qwen__Qwen2-1.5B-Instruct.json"
};
static const unsigned char file_120[] = {
#embed "data/models/Qwen__Qwen2-72B.json"
};
static const unsigned char file_121[] = {
#embed "data/models/Qwen__Qwen2-7B-Instruct.json"
};
static const unsigned char file_122[] = {
#embed "data/models/Qwen__Qwen2.5-1.5B.json"
};
static const unsigned char file_123[] = {
#embed "data/models/Qwen__Qwen2.5-14B.json"
};
static const unsigned char file_124[] = {
#embed "data/models/Qwen__Qwen2.5-32B-Instruct.json"
};
static const unsigned char file_125[] = {
#embed "data/models/Qwen__Qwen2.5-32B.json"
};
static const unsigned char file_126[] = {
#embed "data/models/Qwen__Qwen2.5-3B-Instruct.json"
};
static const unsigned char file_127[] = {
#embed "data/models/Qwen__Qwen2.5-3B.json"
};
static const unsigned char file_128[] = {
#embed "data/models/Qwen__Qwen2.5-72B-Instruct.json"
};
static const unsigned char file_129[] = {
#embed "data/models/Qwen__Qwen2.5-7B-Instruct.json"
};
static const unsigned char file_130[] = {
#embed "data/models/Qwen__Qwen2.5-7B.json"
};
static const unsigned char file_131[] = {
#embed "data/models/Qwen__Qwen2.5-VL-32B-Instruct.json"
};
static const unsigned char file_132[] = {
#embed "data/models/Qwen__Qwen2.5-VL-3B-Instruct.json"
};
static const unsigned char file_133[] = {
#embed "data/models/Qwen__Qwen2.5-VL-72B-Instruct.json"
};
static const unsigned char file_134[] = {
#embed "data/models/Qwen__Qwen2.5-VL-7B-Instruct.json"
};
static const unsigned char file_135[] = {
#embed "data/models/Qwen__Qwen3-0.6B.json"
};
static const unsigned char file_136[] = {
#embed "data/models/Qwen__Qwen3-1.7B.json"
};
static const unsigned char file_137[] = {
#embed "data/models/Qwen__Qwen3-14B.json"
};
static const unsigned char file_138[] = {
#embed "data/models/Qwen__Qwen3-235B-A22B-FP8.json"
};
static const unsigned char file_139[] = {
#embed "data/models/Qwen__Qwen3-235B-A22B.json"
};
static const unsigned char file_140[] = {
#embed "data/models/Qwen__Qwen3-30B-A3B-FP8.json"
};
static const unsigned char file_141[] = {
#embed "data/models/Qwen__Qwen3-30B-A3B.json"
};
static const unsigned char file_142[] = {
#embed "data/models/Qwen__Qwen3-32B.json"
};
static const unsigned char file_143[] = {
#embed "data/models/Qwen__Qwen3-4B.json"
};
static const unsigned char file_144[] = {
#embed "data/models/Qwen__Qwen3-8B.json"
};
static const unsigned char file_145[] = {
#embed "data/models/Qwen__Qwen3-Coder-480B-A35B-Instruct.json"
};
static const unsigned char file_146[] = {
#embed "data/models/Qwen__Qwen3-Coder-Next.json"
};
static const unsigned char file_147[] = {
#embed "data/models/Qwen__Qwen3-Embedding-0.6B.json"
};
static const unsigned char file_148[] = {
#embed "data/models/Qwen__Qwen3-Embedding-4B.json"
};
static const unsigned char file_149[] = {
#embed "data/models/Qwen__Qwen3-Embedding-8B.json"
};
static const unsigned char file_150[] = {
#embed "data/models/Qwen__Qwen3-Next-80B-A3B-Instruct.json"
};
static const unsigned char file_151[] = {
#embed "data/models/Qwen__Qwen3-Reranker-0.6B.json"
};
static const unsigned char file_152[] = {
#embed "data/models/Qwen__Qwen3-Reranker-4B.json"
};
static const unsigned char file_153[] = {
#embed "data/models/Qwen__Qwen3-Reranker-8B.json"
};
static const unsigned char file_154[] = {
#embed "data/models/Qwen__Qwen3-VL-235B-A22B-Instruct.json"
};
static const unsigned char file_155[] = {
#embed "data/models/Qwen__Qwen3-VL-2B-Instruct.json"
};
static const unsigned char file_156[] = {
#embed "data/models/Qwen__Qwen3-VL-30B-A3B-Instruct.json"
};
static const unsigned char file_157[] = {
#embed "data/models/Qwen__Qwen3-VL-32B-Instruct.json"
};
static const unsigned char file_158[] = {
#embed "data/models/Qwen__Qwen3-VL-32B-Thinking.json"
};
static const unsigned char file_159[] = {
#embed "data/models/Qwen__Qwen3-VL-4B-Instruct.json"
};
static const unsigned char file_160[] = {
#embed "data/models/Qwen__Qwen3-VL-8B-Instruct.json"
};
static const unsigned char file_161[] = {
#embed "data/models/Qwen__Qwen3.5-122B-A10B.json"
};
static const unsigned char file_162[] = {
#embed "data/models/Qwen__Qwen3.5-27B.json"
};
static const unsigned char file_163[] = {
#embed "data/models/Qwen__Qwen3.5-397B-A17B.json"
};
static const unsigned char file_164[] = {
#embed "data/models/Qwen__Qwen3.5-9B.json"
};
static const unsigned char file_165[] = {
#embed "data/models/Qwen__Qwen3.8-2.4T-A95B.json"
};
static const unsigned char file_166[] = {
#embed "data/models/Qwen__Qwen3.8-27B-text.json"
};
static const unsigned char file_167[] = {
#embed "data/models/RedHatAI__Llama-4-Scout-17B-16E-Instruct-FP8-dynamic.json"
};
static const unsigned char file_168[] = {
#embed "data/models/TinyLlama__TinyLlama-1.1B-Chat-v1.0.json"
};
static const unsigned char file_169[] = {
#embed "data/models/XiaomiMiMo__MiMo-7B-Base.json"
};
static const unsigned char file_170[] = {
#embed "data/models/XiaomiMiMo__MiMo-V2-Flash.json"
};
static const unsigned char file_171[] = {
#embed "data/models/ai21labs__AI21-Jamba-1.5-Large.json"
};
static const unsigned char file_172[] = {
#embed "data/models/ai21labs__AI21-Jamba-1.5-Mini.json"
};
static const unsigned char file_173[] = {
#embed "data/models/ai21labs__Jamba-v0.1.json"
};
static const unsigned char file_174[] = {
#embed "data/models/allenai__OLMo-2-0325-32B.json"
};
static const unsigned char file_175[] = {
#embed "data/models/allenai__OLMo-2-1124-13B.json"
};
static const unsigned char file_176[] = {
#embed "data/models/allenai__OLMo-2-1124-7B.json"
};
static const unsigned char file_177[] = {
#embed "data/models/allenai__OLMoE-1B-7B-0924.json"
};
static const unsigned char file_178[] = {
#embed "data/models/allenai__Olmo-3-1025-7B.json"
};
static const unsigned char file_179[] = {
#embed "data/models/allenai__Olmo-3-1125-32B.json"
};
static const unsigned char file_180[] = {
#embed "data/models/baidu__ERNIE-4.5-0.3B-PT.json"
};
static const unsigned char file_181[] = {
#embed "data/models/baidu__ERNIE-4.5-21B-A3B-PT.json"
};
static const unsigned char file_182[] = {
#embed "data/models/baidu__ERNIE-4.5-300B-A47B-PT.json"
};
static const unsigned char file_183[] = {
#embed "data/models/bigcode__gpt_bigcode-santacoder.json"
};
static const unsigned char file_184[] = {
#embed "data/models/bigcode__starcoder2-7b.json"
};
static const unsigned char file_185[] = {
#embed "data/models/codellama__CodeLlama-13b-hf.json"
};
static const unsigned char file_186[] = {
#embed "data/models/codellama__CodeLlama-34b-Instruct-hf.json"
};
static const unsigned char file_187[] = {
#embed "data/models/codellama__CodeLlama-7b-hf.json"
};
static const unsigned char file_188[] = {
#embed "data/models/cross-encoder__ms-marco-MiniLM-L6-v2.json"
};
static const unsigned char file_189[] = {
#embed "data/models/deepseek-ai__DeepSeek-Coder-V2-Lite-Instruct.json"
};
static const unsigned char file_190[] = {
#embed "data/models/deepseek-ai__DeepSeek-V2-Lite.json"
};
static const unsigned char file_191[] = {
#embed "data/models/deepseek-ai__DeepSeek-V2.5.json"
};
static const unsigned char file_192[] = {
#embed "data/models/deepseek-ai__DeepSeek-V3.2.json"
};
static const unsigned char file_193[] = {
#embed "data/models/deepseek-ai__DeepSeek-V3.json"
};
static const unsigned char file_194[] = {
#embed "data/models/deepseek-ai__DeepSeek-V4.1-Flash.json"
};
static const unsigned char file_195[] = {
#embed "data/models/facebook__opt-125m.json"
};
static const unsigned char file_196[] = {
#embed "data/models/facebook__opt-6.7b.json"
};
static const unsigned char file_197[] = {
#embed "data/models/google__embeddinggemma-300m.json"
};
static const unsigned char file_198[] = {
#embed "data/models/google__gemma-2-27b.json"
};
static const unsigned char file_199[] = {
#embed "data/models/google__gemma-2-2b.json"
};
static const unsigned char file_200[] = {
#embed "data/models/google__gemma-2-9b.json"
};
static const unsigned char file_201[] = {
#embed "data/models/google__gemma-2b.json"
};
static const unsigned char file_202[] = {
#embed "data/models/google__gemma-3-12b-it.json"
};
static const unsigned char file_203[] = {
#embed "data/models/google__gemma-3-1b-it.json"
};
static const unsigned char file_204[] = {
#embed "data/models/google__gemma-3-27b-it.json"
};
static const unsigned char file_205[] = {
#embed "data/models/google__gemma-3-4b-it.json"
};
static const unsigned char file_206[] = {
#embed "data/models/google__gemma-3n-E2B-it.json"
};
static const unsigned char file_207[] = {
#embed "data/models/google__gemma-3n-E4B-it.json"
};
static const unsigned char file_208[] = {
#embed "data/models/google__gemma-4-26B-A4B.json"
};
static const unsigned char file_209[] = {
#embed "data/models/google__gemma-4-31B.json"
};
static const unsigned char file_210[] = {
#embed "data/models/google__gemma-4-E2B.json"
};
static const unsigned char file_211[] = {
#embed "data/models/google__gemma-4-E4B.json"
};
static const unsigned char file_212[] = {
#embed "data/models/google__gemma-7b.json"
};
static const unsigned char file_213[] = {
#embed "data/models/huggyllama__llama-7b.json"
};
static const unsigned char file_214[] = {
#embed "data/models/ibm-granite__granite-3.3-8b-instruct.json"
};
static const unsigned char file_215[] = {
#embed "data/models/ibm-granite__granite-4.0-1b.json"
};
static const unsigned char file_216[] = {
#embed "data/models/ibm-granite__granite-4.0-350m.json"
};
static const unsigned char file_217[] = {
#embed "data/models/ibm-granite__granite-4.0-h-1b.json"
};
static const unsigned char file_218[] = {
#embed "data/models/ibm-granite__granite-4.0-h-micro.json"
};
static const unsigned char file_219[] = {
#embed "data/models/ibm-granite__granite-4.0-h-small.json"
};
static const unsigned char file_220[] = {
#embed "data/models/ibm-granite__granite-4.0-h-tiny.json"
};
static const unsigned char file_221[] = {
#embed "data/models/ibm-granite__granite-4.0-micro.json"
};
static const unsigned char file_222[] = {
#embed "data/models/ibm-granite__granite-4.1-30b.json"
};
static const unsigned char file_223[] = {
#embed "data/models/ibm-granite__granite-4.1-3b.json"
};
static const unsigned char file_224[] = {
#embed "data/models/ibm-granite__granite-4.1-8b.json"
};
static const unsigned char file_225[] = {
#embed "data/models/ibm-granite__granite-4.2-30b.json"
};
static const unsigned char file_226[] = {
#embed "data/models/ibm-granite__granite-4.2-3b.json"
};
static const unsigned char file_227[] = {
#embed "data/models/ibm-granite__granite-embedding-english-r2.json"
};
static const unsigned char file_228[] = {
#embed "data/models/intfloat__e5-mistral-7b-instruct.json"
};
static const unsigned char file_229[] = {
#embed "data/models/intfloat__multilingual-e5-base.json"
};
static const unsigned char file_230[] = {
#embed "data/models/intfloat__multilingual-e5-large.json"
};
static const unsigned char file_231[] = {
#embed "data/models/jinaai__jina-embeddings-v3.json"
};
static const unsigned char file_232[] = {
#embed "data/models/meituan-longcat__LongCat-Flash-Chat.json"
};
static const unsigned char file_233[] = {
#embed "data/models/meta-llama__Llama-2-13b-hf.json"
};
static const unsigned char file_234[] = {
#embed "data/models/meta-llama__Llama-2-70b-hf.json"
};
static const unsigned char file_235[] = {
#embed "data/models/meta-llama__Llama-2-7b-hf.json"
};
static const unsigned char file_236[] = {
#embed "data/models/meta-llama__Llama-3.1-70B-Instruct.json"
};
static const unsigned char file_237[] = {
#embed "data/models/meta-llama__Llama-3.1-8B-Instruct.json"
};
static const unsigned char file_238[] = {
#embed "data/models/meta-llama__Llama-3.2-11B-Vision-Instruct.json"
};
static const unsigned char file_239[] = {
#embed "data/models/meta-llama__Llama-3.2-1B-Instruct.json"
};
static const unsigned char file_240[] = {
#embed "data/models/meta-llama__Llama-3.2-3B-Instruct.json"
};
static const unsigned char file_241[] = {
#embed "data/models/meta-llama__Llama-3.2-90B-Vision-Instruct.json"
};
static const unsigned char file_242[] = {
#embed "data/models/meta-llama__Llama-3.3-70B-Instruct.json"
};
static const unsigned char file_243[] = {
#embed "data/models/meta-llama__Llama-4-Maverick-17B-128E-Instruct.json"
};
static const unsigned char file_244[] = {
#embed "data/models/meta-llama__Llama-4-Scout-17B-16E-Instruct.json"
};
static const unsigned char file_245[] = {
#embed "data/models/meta-llama__Meta-Llama-3-70B-Instruct.json"
};
static const unsigned char file_246[] = {
#embed "data/models/meta-llama__Meta-Llama-3-8B-Instruct.json"
};
static const unsigned char file_247[] = {
#embed "data/models/meta-llama__Meta-Llama-3.1-405B.json"
};
static const unsigned char file_248[] = {
#embed "data/models/meta-llama__Meta-Llama-3.1-70B.json"
};
static const unsigned char file_249[] = {
#embed "data/models/meta-models__Muse-Glimmer-30B.json"
};
static const unsigned char file_250[] = {
#embed "data/models/microsoft__Phi-3-mini-4k-instruct.json"
};
static const unsigned char file_251[] = {
#embed "data/models/microsoft__Phi-3.5-mini-instruct.json"
};
static const unsigned char file_252[] = {
#embed "data/models/microsoft__Phi-4-mini-instruct.json"
};
static const unsigned char file_253[] = {
#embed "data/models/microsoft__Phi-mini-MoE-instruct.json"
};
static const unsigned char file_254[] = {
#embed "data/models/microsoft__phi-4.json"
};
static const unsigned char file_255[] = {
#embed "data/models/mistralai__Devstral-2-123B-Instruct-2512.json"
};
static const unsigned char file_256[] = {
#embed "data/models/mistralai__Devstral-Small-2-24B-Instruct-2512.json"
};
static const unsigned char file_257[] = {
#embed "data/models/mistralai__Ministral-3-14B-Instruct-2512.json"
};
static const unsigned char file_258[] = {
#embed "data/models/mistralai__Ministral-3-3B-Instruct-2512.json"
};
static const unsigned char file_259[] = {
#embed "data/models/mistralai__Ministral-3-8B-Instruct-2512.json"
};
static const unsigned char file_260[] = {
#embed "data/models/mistralai__Mistral-7B-Instruct-v0.3.json"
};
static const unsigned char file_261[] = {
#embed "data/models/mistralai__Mistral-7B-v0.1.json"
};
static const unsigned char file_262[] = {
#embed "data/models/mistralai__Mistral-Large-3-675B-Instruct-2512.json"
};
static const unsigned char file_263[] = {
#embed "data/models/mistralai__Mistral-Nemo-Instruct-2407.json"
};
static const unsigned char file_264[] = {
#embed "data/models/mistralai__Mistral-Small-3.1-24B-Instruct-2503.json"
};
static const unsigned char file_265[] = {
#embed "data/models/mistralai__Mistral-Small-3.2-24B-Instruct-2506-text.json"
};
static const unsigned char file_266[] = {
#embed "data/models/mistralai__Mistral-Small-4-119B-2603.json"
};
static const unsigned char file_267[] = {
#embed "data/models/mistralai__Mixtral-8x22B-v0.1.json"
};
static const unsigned char file_268[] = {
#embed "data/models/mistralai__Mixtral-8x7B-v0.1.json"
};
static const unsigned char file_269[] = {
#embed "data/models/moonshotai__Kimi-K2-Instruct.json"
};
static const unsigned char file_270[] = {
#embed "data/models/moonshotai__Kimi-K2.5.json"
};
static const unsigned char file_271[] = {
#embed "data/models/moonshotai__Kimi-K3.json"
};
static const unsigned char file_272[] = {
#embed "data/models/moonshotai__Kimi-Linear-48B-A3B-Instruct.json"
};
static const unsigned char file_273[] = {
#embed "data/models/moonshotai__Moonlight-16B-A3B-Instruct.json"
};
static const unsigned char file_274[] = {
#embed "data/models/mosaicml__mpt-7b.json"
};
static const unsigned char file_275[] = {
#embed "data/models/nomic-ai__nomic-embed-text-v1.5.json"
};
static const unsigned char file_276[] = {
#embed "data/models/nvidia__DeepSeek-V3.2-NVFP4.json"
};
static const unsigned char file_277[] = {
#embed "data/models/nvidia__DeepSeek-V4-Flash-NVFP4.json"
};
static const unsigned char file_278[] = {
#embed "data/models/nvidia__DeepSeek-V4-Pro-NVFP4.json"
};
static const unsigned char file_279[] = {
#embed "data/models/nvidia__GLM-5-NVFP4.json"
};
static const unsigned char file_280[] = {
#embed "data/models/nvidia__GLM-5.1-NVFP4.json"
};
static const unsigned char file_281[] = {
#embed "data/models/nvidia__GLM-5.2-NVFP4.json"
};
static const unsigned char file_282[] = {
#embed "data/models/nvidia__Gemma-4-26B-A4B-NVFP4.json"
};
static const unsigned char file_283[] = {
#embed "data/models/nvidia__Gemma-4-31B-IT-NVFP4.json"
};
static const unsigned char file_284[] = {
#embed "data/models/nvidia__Kimi-K2.7-Code-NVFP4.json"
};
static const unsigned char file_285[] = {
#embed "data/models/nvidia__Llama-3.1-70B-Instruct-FP8.json"
};
static const unsigned char file_286[] = {
#embed "data/models/nvidia__Llama-3_3-Nemotron-Super-49B-v1.json"
};
static const unsigned char file_287[] = {
#embed "data/models/nvidia__MiniMax-M2.7-NVFP4.json"
};
static const unsigned char file_288[] = {
#embed "data/models/nvidia__MiniMax-M3-NVFP4.json"
};
static const unsigned char file_289[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Nano-30B-A3B-NVFP4.json"
};
static const unsigned char file_290[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Nano-4B-BF16.json"
};
static const unsigned char file_291[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Super-120B-A12B-FP8.json"
};
static const unsigned char file_292[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4.json"
};
static const unsigned char file_293[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16.json"
};
static const unsigned char file_294[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-FP8.json"
};
static const unsigned char file_295[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4.json"
};
static const unsigned char file_296[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4.json"
};
static const unsigned char file_297[] = {
#embed "data/models/nvidia__NVIDIA-Nemotron-Nano-9B-v2.json"
};
static const unsigned char file_298[] = {
#embed "data/models/nvidia__Nemotron-H-56B-Base-8K.json"
};
static const unsigned char file_299[] = {
#embed "data/models/nvidia__Qwen3.5-122B-A10B-NVFP4.json"
};
static const unsigned char file_300[] = {
#embed "data/models/nvidia__Qwen3.5-397B-A17B-NVFP4.json"
};
static const unsigned char file_301[] = {
#embed "data/models/nvidia__Qwen3.6-27B-NVFP4.json"
};
static const unsigned char file_302[] = {
#embed "data/models/nvidia__Qwen3.6-35B-A3B-NVFP4.json"
};
static const unsigned char file_303[] = {
#embed "data/models/openai-community__gpt2-medium.json"
};
static const unsigned char file_304[] = {
#embed "data/models/openai-community__gpt2.json"
};
static const unsigned char file_305[] = {
#embed "data/models/openai__gpt-oss-120b.json"
};
static const unsigned char file_306[] = {
#embed "data/models/openai__gpt-oss-20b.json"
};
static const unsigned char file_307[] = {
#embed "data/models/sentence-transformers__all-MiniLM-L6-v2.json"
};
static const unsigned char file_308[] = {
#embed "data/models/sentence-transformers__all-mpnet-base-v2.json"
};
static const unsigned char file_309[] = {
#embed "data/models/sentence-transformers__paraphrase-multilingual-MiniLM-L12-v2.json"
};
static const unsigned char file_310[] = {
#embed "data/models/sgl-project__DeepSeek-V4-Flash-FP8.json"
};
static const unsigned char file_311[] = {
#embed "data/models/sgl-project__DeepSeek-V4-Pro-FP8.json"
};
static const unsigned char file_312[] = {
#embed "data/models/stabilityai__stablelm-2-zephyr-1_6b.json"
};
static const unsigned char file_313[] = {
#embed "data/models/stabilityai__stablelm-3b-4e1t.json"
};
static const unsigned char file_314[] = {
#embed "data/models/stepfun-ai__Step-3.7-Flash-FP8.json"
};
static const unsigned char file_315[] = {
#embed "data/models/stepfun-ai__Step-3.7-Flash.json"
};
static const unsigned char file_316[] = {
#embed "data/models/stepfun-ai__step3.json"
};
static const unsigned char file_317[] = {
#embed "data/models/tencent__Hunyuan-A13B-Instruct.json"
};
static const unsigned char file_318[] = {
#embed "data/models/tiiuae__falcon-180B.json"
};
static const unsigned char file_319[] = {
#embed "data/models/tiiuae__falcon-40b.json"
};
static const unsigned char file_320[] = {
#embed "data/models/tiiuae__falcon-7b.json"
};
static const unsigned char file_321[] = {
#embed "data/models/togethercomputer__RedPajama-INCITE-Chat-3B-v1.json"
};
static const unsigned char file_322[] = {
#embed "data/models/zai-org__GLM-4.5-Air.json"
};
static const unsigned char file_323[] = {
#embed "data/models/zai-org__GLM-4.5.json"
};
static const unsigned char file_324[] = {
#embed "data/models/zai-org__GLM-4.7-Flash.json"
};
static const unsigned char file_325[] = {
#embed "data/models/zai-org__GLM-5.2.json"
};
static const unsigned char file_326[] = {
#embed "data/models/zai-org__GLM-5.3-FP8.json"
};
static const unsigned char file_327[] = {
#embed "data/models/zai-org__GLM-5.3-Flash.json"
};
static const unsigned char file_328[] = {
#embed "data/models/zai-org__GLM-5.3.json"
};
static const unsigned char file_329[] = {
#embed "data/models/zai-org__GLM-5.json"
};
static const unsigned char file_330[] = {
#embed "data/page/what-if.js"
};
static const unsigned char file_331[] = {
#embed "data/published-speeds.csv"
};
static const unsigned char file_332[] = {
#embed "data/publishers.json"
};
static const unsigned char file_333[] = {
#embed "data/quality.json"
};
static const unsigned char file_334[] = {
#embed "data/speculation.json"
};
static const unsigned char file_335[] = {
#embed "data/tokenizers.json"
};
static const unsigned char file_336[] = {
#embed "data/usage-kinds.json"
};
static const unsigned char file_337[] = {
#embed "data/usual.json"
};
static const unsigned char file_338[] = {
#embed "data/verbosity.json"
};
static const unsigned char file_339[] = {
#embed "../../Workloads/chat-assistant.json"
};
static const unsigned char file_340[] = {
#embed "../../Workloads/code-completion.json"
};
static const unsigned char file_341[] = {
#embed "../../Workloads/contract-extraction.json"
};
static const unsigned char file_342[] = {
#embed "../../Workloads/document-summaries.json"
};
static const unsigned char file_343[] = {
#embed "../../Workloads/internal-tool.json"
};
static const unsigned char file_344[] = {
#embed "../../Workloads/rag-answers.json"
};
static const unsigned char file_345[] = {
#embed "../../Workloads/reasoning-agent.json"
};
static const unsigned char file_346[] = {
#embed "../../Workloads/workload.schema.json"
};

static const struct embedded_file files[] = {
  {"Pricing/apis/alibaba.json", file_0, sizeof file_0},
  {"Pricing/apis/anthropic.json", file_1, sizeof file_1},
  {"Pricing/apis/azure.json", file_2, sizeof file_2},
  {"Pricing/apis/baseten.json", file_3, sizeof file_3},
  {"Pricing/apis/bedrock.json", file_4, sizeof file_4},
  {"Pricing/apis/cerebras.json", file_5, sizeof file_5},
  {"Pricing/apis/cloudflare.json", file_6, sizeof file_6},
  {"Pricing/apis/cohere.json", file_7, sizeof file_7},
  {"Pricing/apis/databricks.json", file_8, sizeof file_8},
  {"Pricing/apis/deepinfra.json", file_9, sizeof file_9},
  {"Pricing/apis/deepseek.json", file_10, sizeof file_10},
  {"Pricing/apis/fireworks.json", file_11, sizeof file_11},
  {"Pricing/apis/friendli.json", file_12, sizeof file_12},
  {"Pricing/apis/google.json", file_13, sizeof file_13},
  {"Pricing/apis/groq.json", file_14, sizeof file_14},
  {"Pricing/apis/jina.json", file_15, sizeof file_15},
  {"Pricing/apis/meta.json", file_16, sizeof file_16},
  {"Pricing/apis/minimax.json", file_17, sizeof file_17},
  {"Pricing/apis/mistral.json", file_18, sizeof file_18},
  {"Pricing/apis/moonshot.json", file_19, sizeof file_19},
  {"Pricing/apis/nebius.json", file_20, sizeof file_20},
  {"Pricing/apis/novita.json", file_21, sizeof file_21},
  {"Pricing/apis/openai.json", file_22, sizeof file_22},
  {"Pricing/apis/ovhcloud.json", file_23, sizeof file_23},
  {"Pricing/apis/perplexity.json", file_24, sizeof file_24},
  {"Pricing/apis/sambanova.json", file_25, sizeof file_25},
  {"Pricing/apis/scaleway.json", file_26, sizeof file_26},
  {"Pricing/apis/snowflake.json", file_27, sizeof file_27},
  {"Pricing/apis/together.json", file_28, sizeof file_28},
  {"Pricing/apis/vertex.json", file_29, sizeof file_29},
  {"Pricing/apis/voyage.json", file_30, sizeof file_30},
  {"Pricing/apis/wandb.json", file_31, sizeof file_31},
  {"Pricing/apis/watsonx.json", file_32, sizeof file_32},
  {"Pricing/apis/xai.json", file_33, sizeof file_33},
  {"Pricing/apis/zai.json", file_34, sizeof file_34},
  {"Pricing/gpus/aws.json", file_35, sizeof file_35},
  {"Pricing/gpus/azure.json", file_36, sizeof file_36},
  {"Pricing/gpus/cerebrium.json", file_37, sizeof file_37},
  {"Pricing/gpus/coreweave.json", file_38, sizeof file_38},
  {"Pricing/gpus/crusoe.json", file_39, sizeof file_39},
  {"Pricing/gpus/digitalocean.json", file_40, sizeof file_40},
  {"Pricing/gpus/fireworks.json", file_41, sizeof file_41},
  {"Pricing/gpus/gcp.json", file_42, sizeof file_42},
  {"Pricing/gpus/hotaisle.json", file_43, sizeof file_43},
  {"Pricing/gpus/huggingface.json", file_44, sizeof file_44},
  {"Pricing/gpus/hyperstack.json", file_45, sizeof file_45},
  {"Pricing/gpus/lambda.json", file_46, sizeof file_46},
  {"Pricing/gpus/modal.json", file_47, sizeof file_47},
  {"Pricing/gpus/nebius.json", file_48, sizeof file_48},
  {"Pricing/gpus/oci.json", file_49, sizeof file_49},
  {"Pricing/gpus/paperspace.json", file_50, sizeof file_50},
  {"Pricing/gpus/runpod-serverless.json", file_51, sizeof file_51},
  {"Pricing/gpus/runpod.json", file_52, sizeof file_52},
  {"Pricing/gpus/scaleway.json", file_53, sizeof file_53},
  {"Pricing/gpus/tensorwave.json", file_54, sizeof file_54},
  {"Pricing/gpus/together.json", file_55, sizeof file_55},
  {"Pricing/gpus/vast.json", file_56, sizeof file_56},
  {"Pricing/gpus/verda.json", file_57, sizeof file_57},
  {"Pricing/gpus/vultr.json", file_58, sizeof file_58},
  {"Pricing/history.schema.json", file_59, sizeof file_59},
  {"Pricing/history/apis.json", file_60, sizeof file_60},
  {"Pricing/history/gpus.json", file_61, sizeof file_61},
  {"Pricing/history/purchases.json", file_62, sizeof file_62},
  {"Pricing/hosts.json", file_63, sizeof file_63},
  {"Pricing/hosts.schema.json", file_64, sizeof file_64},
  {"Pricing/market.json", file_65, sizeof file_65},
  {"Pricing/market.schema.json", file_66, sizeof file_66},
  {"Pricing/offer.schema.json", file_67, sizeof file_67},
  {"Pricing/owned.json", file_68, sizeof file_68},
  {"Pricing/tariff.schema.json", file_69, sizeof file_69},
  {"data/accelerators.json", file_70, sizeof file_70},
  {"data/adapters.json", file_71, sizeof file_71},
  {"data/aliases.json", file_72, sizeof file_72},
  {"data/calibration.json", file_73, sizeof file_73},
  {"data/checkpoints.json", file_74, sizeof file_74},
  {"data/energy.json", file_75, sizeof file_75},
  {"data/engines.json", file_76, sizeof file_76},
  {"data/kernels.json", file_77, sizeof file_77},
  {"data/measurements.csv", file_78, sizeof file_78},
  {"data/model-index.json", file_79, sizeof file_79},
  {"data/models/01-ai__Yi-34B.json", file_80, sizeof file_80},
  {"data/models/Alibaba-NLP__gte-multilingual-base.json", file_81, sizeof file_81},
  {"data/models/BAAI__Aquila-7B.json", file_82, sizeof file_82},
  {"data/models/BAAI__bge-base-en-v1.5.json", file_83, sizeof file_83},
  {"data/models/BAAI__bge-large-en-v1.5.json", file_84, sizeof file_84},
  {"data/models/BAAI__bge-m3.json", file_85, sizeof file_85},
  {"data/models/BAAI__bge-multilingual-gemma2.json", file_86, sizeof file_86},
  {"data/models/BAAI__bge-reranker-base.json", file_87, sizeof file_87},
  {"data/models/BAAI__bge-reranker-large.json", file_88, sizeof file_88},
  {"data/models/BAAI__bge-reranker-v2-m3.json", file_89, sizeof file_89},
  {"data/models/BAAI__bge-small-en-v1.5.json", file_90, sizeof file_90},
  {"data/models/ByteDance-Seed__Seed-OSS-36B-Instruct.json", file_91, sizeof file_91},
  {"data/models/CohereForAI__aya-23-8B.json", file_92, sizeof file_92},
  {"data/models/CohereForAI__c4ai-command-r-v01.json", file_93, sizeof file_93},
  {"data/models/CohereLabs__North-Mini-Code-1.0.json", file_94, sizeof file_94},
  {"data/models/CohereLabs__aya-expanse-8b.json", file_95, sizeof file_95},
  {"data/models/CohereLabs__c4ai-command-a-03-2025.json", file_96, sizeof file_96},
  {"data/models/CohereLabs__c4ai-command-r-08-2024.json", file_97, sizeof file_97},
  {"data/models/CohereLabs__c4ai-command-r-plus.json", file_98, sizeof file_98},
  {"data/models/CohereLabs__c4ai-command-r7b-12-2024.json", file_99, sizeof file_99},
  {"data/models/CohereLabs__command-a-plus-05-2026-bf16.json", file_100, sizeof file_100},
  {"data/models/CohereLabs__command-a-vision-07-2025.json", file_101, sizeof file_101},
  {"data/models/CohereLabs__tiny-aya-global.json", file_102, sizeof file_102},
  {"data/models/EleutherAI__gpt-j-6b.json", file_103, sizeof file_103},
  {"data/models/EleutherAI__gpt-neox-20b.json", file_104, sizeof file_104},
  {"data/models/HuggingFaceTB__SmolLM-1.7B.json", file_105, sizeof file_105},
  {"data/models/HuggingFaceTB__SmolLM-135M.json", file_106, sizeof file_106},
  {"data/models/HuggingFaceTB__SmolLM-360M.json", file_107, sizeof file_107},
  {"data/models/HuggingFaceTB__SmolLM2-135M.json", file_108, sizeof file_108},
  {"data/models/HuggingFaceTB__SmolLM2-360M.json", file_109, sizeof file_109},
  {"data/models/HuggingFaceTB__SmolLM3-3B.json", file_110, sizeof file_110},
  {"data/models/LGAI-EXAONE__EXAONE-4.0-32B.json", file_111, sizeof file_111},
  {"data/models/LGAI-EXAONE__EXAONE-4.5-33B.json", file_112, sizeof file_112},
  {"data/models/LiquidAI__LFM2.5-VL-1.6B.json", file_113, sizeof file_113},
  {"data/models/MiniMaxAI__MiniMax-M2.5.json", file_114, sizeof file_114},
  {"data/models/MiniMaxAI__MiniMax-M2.json", file_115, sizeof file_115},
  {"data/models/Qwen__Qwen1.5-7B.json", file_116, sizeof file_116},
  {"data/models/Qwen__Qwen1.5-MoE-A2.7B.json", file_117, sizeof file_117},
  {"data/models/Qwen__Qwen2-0.5B-Instruct.json", file_118, sizeof file_118},
  {"data/models/Qwen__Qwen2-1.5B-Instruct.json", file_119, sizeof file_119},
  {"data/models/Qwen__Qwen2-72B.json", file_120, sizeof file_120},
  {"data/models/Qwen__Qwen2-7B-Instruct.json", file_121, sizeof file_121},
  {"data/models/Qwen__Qwen2.5-1.5B.json", file_122, sizeof file_122},
  {"data/models/Qwen__Qwen2.5-14B.json", file_123, sizeof file_123},
  {"data/models/Qwen__Qwen2.5-32B-Instruct.json", file_124, sizeof file_124},
  {"data/models/Qwen__Qwen2.5-32B.json", file_125, sizeof file_125},
  {"data/models/Qwen__Qwen2.5-3B-Instruct.json", file_126, sizeof file_126},
  {"data/models/Qwen__Qwen2.5-3B.json", file_127, sizeof file_127},
  {"data/models/Qwen__Qwen2.5-72B-Instruct.json", file_128, sizeof file_128},
  {"data/models/Qwen__Qwen2.5-7B-Instruct.json", file_129, sizeof file_129},
  {"data/models/Qwen__Qwen2.5-7B.json", file_130, sizeof file_130},
  {"data/models/Qwen__Qwen2.5-VL-32B-Instruct.json", file_131, sizeof file_131},
  {"data/models/Qwen__Qwen2.5-VL-3B-Instruct.json", file_132, sizeof file_132},
  {"data/models/Qwen__Qwen2.5-VL-72B-Instruct.json", file_133, sizeof file_133},
  {"data/models/Qwen__Qwen2.5-VL-7B-Instruct.json", file_134, sizeof file_134},
  {"data/models/Qwen__Qwen3-0.6B.json", file_135, sizeof file_135},
  {"data/models/Qwen__Qwen3-1.7B.json", file_136, sizeof file_136},
  {"data/models/Qwen__Qwen3-14B.json", file_137, sizeof file_137},
  {"data/models/Qwen__Qwen3-235B-A22B-FP8.json", file_138, sizeof file_138},
  {"data/models/Qwen__Qwen3-235B-A22B.json", file_139, sizeof file_139},
  {"data/models/Qwen__Qwen3-30B-A3B-FP8.json", file_140, sizeof file_140},
  {"data/models/Qwen__Qwen3-30B-A3B.json", file_141, sizeof file_141},
  {"data/models/Qwen__Qwen3-32B.json", file_142, sizeof file_142},
  {"data/models/Qwen__Qwen3-4B.json", file_143, sizeof file_143},
  {"data/models/Qwen__Qwen3-8B.json", file_144, sizeof file_144},
  {"data/models/Qwen__Qwen3-Coder-480B-A35B-Instruct.json", file_145, sizeof file_145},
  {"data/models/Qwen__Qwen3-Coder-Next.json", file_146, sizeof file_146},
  {"data/models/Qwen__Qwen3-Embedding-0.6B.json", file_147, sizeof file_147},
  {"data/models/Qwen__Qwen3-Embedding-4B.json", file_148, sizeof file_148},
  {"data/models/Qwen__Qwen3-Embedding-8B.json", file_149, sizeof file_149},
  {"data/models/Qwen__Qwen3-Next-80B-A3B-Instruct.json", file_150, sizeof file_150},
  {"data/models/Qwen__Qwen3-Reranker-0.6B.json", file_151, sizeof file_151},
  {"data/models/Qwen__Qwen3-Reranker-4B.json", file_152, sizeof file_152},
  {"data/models/Qwen__Qwen3-Reranker-8B.json", file_153, sizeof file_153},
  {"data/models/Qwen__Qwen3-VL-235B-A22B-Instruct.json", file_154, sizeof file_154},
  {"data/models/Qwen__Qwen3-VL-2B-Instruct.json", file_155, sizeof file_155},
  {"data/models/Qwen__Qwen3-VL-30B-A3B-Instruct.json", file_156, sizeof file_156},
  {"data/models/Qwen__Qwen3-VL-32B-Instruct.json", file_157, sizeof file_157},
  {"data/models/Qwen__Qwen3-VL-32B-Thinking.json", file_158, sizeof file_158},
  {"data/models/Qwen__Qwen3-VL-4B-Instruct.json", file_159, sizeof file_159},
  {"data/models/Qwen__Qwen3-VL-8B-Instruct.json", file_160, sizeof file_160},
  {"data/models/Qwen__Qwen3.5-122B-A10B.json", file_161, sizeof file_161},
  {"data/models/Qwen__Qwen3.5-27B.json", file_162, sizeof file_162},
  {"data/models/Qwen__Qwen3.5-397B-A17B.json", file_163, sizeof file_163},
  {"data/models/Qwen__Qwen3.5-9B.json", file_164, sizeof file_164},
  {"data/models/Qwen__Qwen3.8-2.4T-A95B.json", file_165, sizeof file_165},
  {"data/models/Qwen__Qwen3.8-27B-text.json", file_166, sizeof file_166},
  {"data/models/RedHatAI__Llama-4-Scout-17B-16E-Instruct-FP8-dynamic.json", file_167, sizeof file_167},
  {"data/models/TinyLlama__TinyLlama-1.1B-Chat-v1.0.json", file_168, sizeof file_168},
  {"data/models/XiaomiMiMo__MiMo-7B-Base.json", file_169, sizeof file_169},
  {"data/models/XiaomiMiMo__MiMo-V2-Flash.json", file_170, sizeof file_170},
  {"data/models/ai21labs__AI21-Jamba-1.5-Large.json", file_171, sizeof file_171},
  {"data/models/ai21labs__AI21-Jamba-1.5-Mini.json", file_172, sizeof file_172},
  {"data/models/ai21labs__Jamba-v0.1.json", file_173, sizeof file_173},
  {"data/models/allenai__OLMo-2-0325-32B.json", file_174, sizeof file_174},
  {"data/models/allenai__OLMo-2-1124-13B.json", file_175, sizeof file_175},
  {"data/models/allenai__OLMo-2-1124-7B.json", file_176, sizeof file_176},
  {"data/models/allenai__OLMoE-1B-7B-0924.json", file_177, sizeof file_177},
  {"data/models/allenai__Olmo-3-1025-7B.json", file_178, sizeof file_178},
  {"data/models/allenai__Olmo-3-1125-32B.json", file_179, sizeof file_179},
  {"data/models/baidu__ERNIE-4.5-0.3B-PT.json", file_180, sizeof file_180},
  {"data/models/baidu__ERNIE-4.5-21B-A3B-PT.json", file_181, sizeof file_181},
  {"data/models/baidu__ERNIE-4.5-300B-A47B-PT.json", file_182, sizeof file_182},
  {"data/models/bigcode__gpt_bigcode-santacoder.json", file_183, sizeof file_183},
  {"data/models/bigcode__starcoder2-7b.json", file_184, sizeof file_184},
  {"data/models/codellama__CodeLlama-13b-hf.json", file_185, sizeof file_185},
  {"data/models/codellama__CodeLlama-34b-Instruct-hf.json", file_186, sizeof file_186},
  {"data/models/codellama__CodeLlama-7b-hf.json", file_187, sizeof file_187},
  {"data/models/cross-encoder__ms-marco-MiniLM-L6-v2.json", file_188, sizeof file_188},
  {"data/models/deepseek-ai__DeepSeek-Coder-V2-Lite-Instruct.json", file_189, sizeof file_189},
  {"data/models/deepseek-ai__DeepSeek-V2-Lite.json", file_190, sizeof file_190},
  {"data/models/deepseek-ai__DeepSeek-V2.5.json", file_191, sizeof file_191},
  {"data/models/deepseek-ai__DeepSeek-V3.2.json", file_192, sizeof file_192},
  {"data/models/deepseek-ai__DeepSeek-V3.json", file_193, sizeof file_193},
  {"data/models/deepseek-ai__DeepSeek-V4.1-Flash.json", file_194, sizeof file_194},
  {"data/models/facebook__opt-125m.json", file_195, sizeof file_195},
  {"data/models/facebook__opt-6.7b.json", file_196, sizeof file_196},
  {"data/models/google__embeddinggemma-300m.json", file_197, sizeof file_197},
  {"data/models/google__gemma-2-27b.json", file_198, sizeof file_198},
  {"data/models/google__gemma-2-2b.json", file_199, sizeof file_199},
  {"data/models/google__gemma-2-9b.json", file_200, sizeof file_200},
  {"data/models/google__gemma-2b.json", file_201, sizeof file_201},
  {"data/models/google__gemma-3-12b-it.json", file_202, sizeof file_202},
  {"data/models/google__gemma-3-1b-it.json", file_203, sizeof file_203},
  {"data/models/google__gemma-3-27b-it.json", file_204, sizeof file_204},
  {"data/models/google__gemma-3-4b-it.json", file_205, sizeof file_205},
  {"data/models/google__gemma-3n-E2B-it.json", file_206, sizeof file_206},
  {"data/models/google__gemma-3n-E4B-it.json", file_207, sizeof file_207},
  {"data/models/google__gemma-4-26B-A4B.json", file_208, sizeof file_208},
  {"data/models/google__gemma-4-31B.json", file_209, sizeof file_209},
  {"data/models/google__gemma-4-E2B.json", file_210, sizeof file_210},
  {"data/models/google__gemma-4-E4B.json", file_211, sizeof file_211},
  {"data/models/google__gemma-7b.json", file_212, sizeof file_212},
  {"data/models/huggyllama__llama-7b.json", file_213, sizeof file_213},
  {"data/models/ibm-granite__granite-3.3-8b-instruct.json", file_214, sizeof file_214},
  {"data/models/ibm-granite__granite-4.0-1b.json", file_215, sizeof file_215},
  {"data/models/ibm-granite__granite-4.0-350m.json", file_216, sizeof file_216},
  {"data/models/ibm-granite__granite-4.0-h-1b.json", file_217, sizeof file_217},
  {"data/models/ibm-granite__granite-4.0-h-micro.json", file_218, sizeof file_218},
  {"data/models/ibm-granite__granite-4.0-h-small.json", file_219, sizeof file_219},
  {"data/models/ibm-granite__granite-4.0-h-tiny.json", file_220, sizeof file_220},
  {"data/models/ibm-granite__granite-4.0-micro.json", file_221, sizeof file_221},
  {"data/models/ibm-granite__granite-4.1-30b.json", file_222, sizeof file_222},
  {"data/models/ibm-granite__granite-4.1-3b.json", file_223, sizeof file_223},
  {"data/models/ibm-granite__granite-4.1-8b.json", file_224, sizeof file_224},
  {"data/models/ibm-granite__granite-4.2-30b.json", file_225, sizeof file_225},
  {"data/models/ibm-granite__granite-4.2-3b.json", file_226, sizeof file_226},
  {"data/models/ibm-granite__granite-embedding-english-r2.json", file_227, sizeof file_227},
  {"data/models/intfloat__e5-mistral-7b-instruct.json", file_228, sizeof file_228},
  {"data/models/intfloat__multilingual-e5-base.json", file_229, sizeof file_229},
  {"data/models/intfloat__multilingual-e5-large.json", file_230, sizeof file_230},
  {"data/models/jinaai__jina-embeddings-v3.json", file_231, sizeof file_231},
  {"data/models/meituan-longcat__LongCat-Flash-Chat.json", file_232, sizeof file_232},
  {"data/models/meta-llama__Llama-2-13b-hf.json", file_233, sizeof file_233},
  {"data/models/meta-llama__Llama-2-70b-hf.json", file_234, sizeof file_234},
  {"data/models/meta-llama__Llama-2-7b-hf.json", file_235, sizeof file_235},
  {"data/models/meta-llama__Llama-3.1-70B-Instruct.json", file_236, sizeof file_236},
  {"data/models/meta-llama__Llama-3.1-8B-Instruct.json", file_237, sizeof file_237},
  {"data/models/meta-llama__Llama-3.2-11B-Vision-Instruct.json", file_238, sizeof file_238},
  {"data/models/meta-llama__Llama-3.2-1B-Instruct.json", file_239, sizeof file_239},
  {"data/models/meta-llama__Llama-3.2-3B-Instruct.json", file_240, sizeof file_240},
  {"data/models/meta-llama__Llama-3.2-90B-Vision-Instruct.json", file_241, sizeof file_241},
  {"data/models/meta-llama__Llama-3.3-70B-Instruct.json", file_242, sizeof file_242},
  {"data/models/meta-llama__Llama-4-Maverick-17B-128E-Instruct.json", file_243, sizeof file_243},
  {"data/models/meta-llama__Llama-4-Scout-17B-16E-Instruct.json", file_244, sizeof file_244},
  {"data/models/meta-llama__Meta-Llama-3-70B-Instruct.json", file_245, sizeof file_245},
  {"data/models/meta-llama__Meta-Llama-3-8B-Instruct.json", file_246, sizeof file_246},
  {"data/models/meta-llama__Meta-Llama-3.1-405B.json", file_247, sizeof file_247},
  {"data/models/meta-llama__Meta-Llama-3.1-70B.json", file_248, sizeof file_248},
  {"data/models/meta-models__Muse-Glimmer-30B.json", file_249, sizeof file_249},
  {"data/models/microsoft__Phi-3-mini-4k-instruct.json", file_250, sizeof file_250},
  {"data/models/microsoft__Phi-3.5-mini-instruct.json", file_251, sizeof file_251},
  {"data/models/microsoft__Phi-4-mini-instruct.json", file_252, sizeof file_252},
  {"data/models/microsoft__Phi-mini-MoE-instruct.json", file_253, sizeof file_253},
  {"data/models/microsoft__phi-4.json", file_254, sizeof file_254},
  {"data/models/mistralai__Devstral-2-123B-Instruct-2512.json", file_255, sizeof file_255},
  {"data/models/mistralai__Devstral-Small-2-24B-Instruct-2512.json", file_256, sizeof file_256},
  {"data/models/mistralai__Ministral-3-14B-Instruct-2512.json", file_257, sizeof file_257},
  {"data/models/mistralai__Ministral-3-3B-Instruct-2512.json", file_258, sizeof file_258},
  {"data/models/mistralai__Ministral-3-8B-Instruct-2512.json", file_259, sizeof file_259},
  {"data/models/mistralai__Mistral-7B-Instruct-v0.3.json", file_260, sizeof file_260},
  {"data/models/mistralai__Mistral-7B-v0.1.json", file_261, sizeof file_261},
  {"data/models/mistralai__Mistral-Large-3-675B-Instruct-2512.json", file_262, sizeof file_262},
  {"data/models/mistralai__Mistral-Nemo-Instruct-2407.json", file_263, sizeof file_263},
  {"data/models/mistralai__Mistral-Small-3.1-24B-Instruct-2503.json", file_264, sizeof file_264},
  {"data/models/mistralai__Mistral-Small-3.2-24B-Instruct-2506-text.json", file_265, sizeof file_265},
  {"data/models/mistralai__Mistral-Small-4-119B-2603.json", file_266, sizeof file_266},
  {"data/models/mistralai__Mixtral-8x22B-v0.1.json", file_267, sizeof file_267},
  {"data/models/mistralai__Mixtral-8x7B-v0.1.json", file_268, sizeof file_268},
  {"data/models/moonshotai__Kimi-K2-Instruct.json", file_269, sizeof file_269},
  {"data/models/moonshotai__Kimi-K2.5.json", file_270, sizeof file_270},
  {"data/models/moonshotai__Kimi-K3.json", file_271, sizeof file_271},
  {"data/models/moonshotai__Kimi-Linear-48B-A3B-Instruct.json", file_272, sizeof file_272},
  {"data/models/moonshotai__Moonlight-16B-A3B-Instruct.json", file_273, sizeof file_273},
  {"data/models/mosaicml__mpt-7b.json", file_274, sizeof file_274},
  {"data/models/nomic-ai__nomic-embed-text-v1.5.json", file_275, sizeof file_275},
  {"data/models/nvidia__DeepSeek-V3.2-NVFP4.json", file_276, sizeof file_276},
  {"data/models/nvidia__DeepSeek-V4-Flash-NVFP4.json", file_277, sizeof file_277},
  {"data/models/nvidia__DeepSeek-V4-Pro-NVFP4.json", file_278, sizeof file_278},
  {"data/models/nvidia__GLM-5-NVFP4.json", file_279, sizeof file_279},
  {"data/models/nvidia__GLM-5.1-NVFP4.json", file_280, sizeof file_280},
  {"data/models/nvidia__GLM-5.2-NVFP4.json", file_281, sizeof file_281},
  {"data/models/nvidia__Gemma-4-26B-A4B-NVFP4.json", file_282, sizeof file_282},
  {"data/models/nvidia__Gemma-4-31B-IT-NVFP4.json", file_283, sizeof file_283},
  {"data/models/nvidia__Kimi-K2.7-Code-NVFP4.json", file_284, sizeof file_284},
  {"data/models/nvidia__Llama-3.1-70B-Instruct-FP8.json", file_285, sizeof file_285},
  {"data/models/nvidia__Llama-3_3-Nemotron-Super-49B-v1.json", file_286, sizeof file_286},
  {"data/models/nvidia__MiniMax-M2.7-NVFP4.json", file_287, sizeof file_287},
  {"data/models/nvidia__MiniMax-M3-NVFP4.json", file_288, sizeof file_288},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Nano-30B-A3B-NVFP4.json", file_289, sizeof file_289},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Nano-4B-BF16.json", file_290, sizeof file_290},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Super-120B-A12B-FP8.json", file_291, sizeof file_291},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4.json", file_292, sizeof file_292},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16.json", file_293, sizeof file_293},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-FP8.json", file_294, sizeof file_294},
  {"data/models/nvidia__NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4.json", file_295, sizeof file_295},
  {"data/models/nvidia__NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4.json", file_296, sizeof file_296},
  {"data/models/nvidia__NVIDIA-Nemotron-Nano-9B-v2.json", file_297, sizeof file_297},
  {"data/models/nvidia__Nemotron-H-56B-Base-8K.json", file_298, sizeof file_298},
  {"data/models/nvidia__Qwen3.5-122B-A10B-NVFP4.json", file_299, sizeof file_299},
  {"data/models/nvidia__Qwen3.5-397B-A17B-NVFP4.json", file_300, sizeof file_300},
  {"data/models/nvidia__Qwen3.6-27B-NVFP4.json", file_301, sizeof file_301},
  {"data/models/nvidia__Qwen3.6-35B-A3B-NVFP4.json", file_302, sizeof file_302},
  {"data/models/openai-community__gpt2-medium.json", file_303, sizeof file_303},
  {"data/models/openai-community__gpt2.json", file_304, sizeof file_304},
  {"data/models/openai__gpt-oss-120b.json", file_305, sizeof file_305},
  {"data/models/openai__gpt-oss-20b.json", file_306, sizeof file_306},
  {"data/models/sentence-transformers__all-MiniLM-L6-v2.json", file_307, sizeof file_307},
  {"data/models/sentence-transformers__all-mpnet-base-v2.json", file_308, sizeof file_308},
  {"data/models/sentence-transformers__paraphrase-multilingual-MiniLM-L12-v2.json", file_309, sizeof file_309},
  {"data/models/sgl-project__DeepSeek-V4-Flash-FP8.json", file_310, sizeof file_310},
  {"data/models/sgl-project__DeepSeek-V4-Pro-FP8.json", file_311, sizeof file_311},
  {"data/models/stabilityai__stablelm-2-zephyr-1_6b.json", file_312, sizeof file_312},
  {"data/models/stabilityai__stablelm-3b-4e1t.json", file_313, sizeof file_313},
  {"data/models/stepfun-ai__Step-3.7-Flash-FP8.json", file_314, sizeof file_314},
  {"data/models/stepfun-ai__Step-3.7-Flash.json", file_315, sizeof file_315},
  {"data/models/stepfun-ai__step3.json", file_316, sizeof file_316},
  {"data/models/tencent__Hunyuan-A13B-Instruct.json", file_317, sizeof file_317},
  {"data/models/tiiuae__falcon-180B.json", file_318, sizeof file_318},
  {"data/models/tiiuae__falcon-40b.json", file_319, sizeof file_319},
  {"data/models/tiiuae__falcon-7b.json", file_320, sizeof file_320},
  {"data/models/togethercomputer__RedPajama-INCITE-Chat-3B-v1.json", file_321, sizeof file_321},
  {"data/models/zai-org__GLM-4.5-Air.json", file_322, sizeof file_322},
  {"data/models/zai-org__GLM-4.5.json", file_323, sizeof file_323},
  {"data/models/zai-org__GLM-4.7-Flash.json", file_324, sizeof file_324},
  {"data/models/zai-org__GLM-5.2.json", file_325, sizeof file_325},
  {"data/models/zai-org__GLM-5.3-FP8.json", file_326, sizeof file_326},
  {"data/models/zai-org__GLM-5.3-Flash.json", file_327, sizeof file_327},
  {"data/models/zai-org__GLM-5.3.json", file_328, sizeof file_328},
  {"data/models/zai-org__GLM-5.json", file_329, sizeof file_329},
  {"data/page/what-if.js", file_330, sizeof file_330},
  {"data/published-speeds.csv", file_331, sizeof file_331},
  {"data/publishers.json", file_332, sizeof file_332},
  {"data/quality.json", file_333, sizeof file_333},
  {"data/speculation.json", file_334, sizeof file_334},
  {"data/tokenizers.json", file_335, sizeof file_335},
  {"data/usage-kinds.json", file_336, sizeof file_336},
  {"data/usual.json", file_337, sizeof file_337},
  {"data/verbosity.json", file_338, sizeof file_338},
  {"Workloads/chat-assistant.json", file_339, sizeof file_339},
  {"Workloads/code-completion.json", file_340, sizeof file_340},
  {"Workloads/contract-extraction.json", file_341, sizeof file_341},
  {"Workloads/document-summaries.json", file_342, sizeof file_342},
  {"Workloads/internal-tool.json", file_343, sizeof file_343},
  {"Workloads/rag-answers.json", file_344, sizeof file_344},
  {"Workloads/reasoning-agent.json", file_345, sizeof file_345},
  {"Workloads/workload.schema.json", file_346, sizeof file_346},
};

const struct embedded_file *embedded_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
