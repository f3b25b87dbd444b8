/*
 * Lets the Vercel AI SDK call Cloister as its users do. Any surprise is an exception.
 *
 *   scripts/client-sdks vercel.cjs ADDRESS TOKEN CONNECTION...   connections whose endpoints are scripted, of either dialect
 */
const assert = require('node:assert/strict');
const { APICallError, Output, embed, embedMany, generateText, jsonSchema, stepCountIs, streamText, tool } = require('ai');
const { createAnthropic } = require('@ai-sdk/anthropic');
const { createOpenAI } = require('@ai-sdk/openai');
const { createOpenAICompatible } = require('@ai-sdk/openai-compatible');
const { z } = require('zod');

globalThis.AI_SDK_LOG_WARNINGS = false; // that it does not know the models' names

const [address, token, ...connections] = process.argv.slice(2);
const baseURL = address + '/v1';
const providers = (apiKey) => ({
  openai: createOpenAI({ baseURL, apiKey }),
  compatible: createOpenAICompatible({ name: 'cloister', baseURL, apiKey, includeUsage: true, supportsStructuredOutputs: true }),
  anthropic: createAnthropic({ baseURL, apiKey }),
});
const { openai, compatible, anthropic } = providers(token);
const languages = (model) => [openai.chat(model), compatible(model), anthropic(model)];
const prompt = 'Weather in Bonn?';

const weather = (calls) => tool({
  description: 'The weather of a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async (input) => { calls.push(input); return 'rain'; },
});

async function chats(model) {
  const reply = await generateText({ model, system: 'Be brief.', prompt, maxRetries: 0 });
  assert.equal(reply.text, 'It rains.');
  assert.equal(reply.finishReason, 'stop');
  assert.equal(reply.usage.inputTokens, 11);
  assert.equal(reply.usage.outputTokens, 7);
}

async function streams(model) {
  const reply = streamText({ model, prompt, maxRetries: 0, onError: ({ error }) => { throw error; } });
  let text = '';
  for await (const piece of reply.textStream) text += piece;
  assert.equal(text, 'It rains.');
  assert.equal(await reply.finishReason, 'stop');
  assert.equal((await reply.usage).outputTokens, 7);
}

async function loops(model) {
  let calls = [];
  const whole = await generateText({ model, prompt, tools: { weather: weather(calls) }, stopWhen: stepCountIs(4), maxRetries: 0 });
  assert.deepEqual(calls, [{ city: 'Bonn' }]);
  assert.equal(whole.text, 'It rains.');
  assert.deepEqual(whole.steps.map((step) => step.finishReason), ['tool-calls', 'stop']);

  calls = [];
  const streamed = streamText({ model, prompt, tools: { weather: weather(calls) }, stopWhen: stepCountIs(4), maxRetries: 0 });
  await streamed.consumeStream({ onError: (error) => { throw error; } });
  assert.deepEqual(calls, [{ city: 'Bonn' }]);
  assert.equal(await streamed.text, 'It rains.');
  assert.equal((await streamed.steps).length, 2);
}

async function structures(model) {
  const schema = jsonSchema({ type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'], additionalProperties: false });
  // it takes models of unknown names for older ones, which know tools only
  const providerOptions = { anthropic: { structuredOutputMode: 'outputFormat' } };
  const whole = await generateText({ model, prompt, output: Output.object({ schema }), providerOptions, maxRetries: 0 });
  assert.deepEqual(whole.output, { ok: true });
  const streamed = streamText({ model, prompt, output: Output.object({ schema }), providerOptions, maxRetries: 0 });
  assert.deepEqual(await streamed.output, { ok: true });
}

async function embeds() {
  for (const model of [openai.embedding('builtin/all-minilm-l6-v2'), compatible.embeddingModel('builtin/all-minilm-l6-v2')]) {
    const one = await embed({ model, value: 'a cat', maxRetries: 0 });
    assert.equal(one.embedding.length, 384);
    const { embeddings, usage } = await embedMany({ model, values: ['a cat', 'a dog'], maxRetries: 0 });
    assert.deepEqual(embeddings[0], one.embedding);
    assert.ok(usage.tokens > 0);
  }
}

async function refuses(model, status, words) {
  await assert.rejects(generateText({ model, prompt, maxRetries: 0 }), (error) => {
    assert.ok(APICallError.isInstance(error), String(error));
    assert.equal(error.statusCode, status);
    assert.match(error.message, words); // which the SDK takes from the dialect's envelope
    return true;
  });
}

async function asks(model) {
  const question = { model, prompt: 'How deep is the lake of nowhere?', maxRetries: 0 };
  assert.match((await generateText(question)).text, /Nothing in your documents/);
  let text = '';
  for await (const piece of streamText(question).textStream) text += piece;
  assert.match(text, /Nothing in your documents/);
}

async function main() {
  for (const connection of connections) {
    for (const model of languages(connection + '/m')) {
      await chats(model);
      await streams(model);
      await loops(model);
      await structures(model);
    }
  }
  await embeds();
  for (const model of languages('cloister/ask')) await asks(model);
  for (const model of languages('no/such')) await refuses(model, 404, /no model 'no\/such'/);
  const stranger = providers('wrong');
  for (const model of [stranger.openai.chat('a/b'), stranger.compatible('a/b'), stranger.anthropic('a/b')]) await refuses(model, 401, /API token/);
  await refuses(openai.responses('a/b'), 404, /chat\/completions/);
  console.log('all as expected');
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
