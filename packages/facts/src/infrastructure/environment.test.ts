import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { expect, test } from 'vitest';

import { extractTerraform } from '../terraform/extract-terraform.ts';
import { loadTerraformParser } from '../terraform/parser.ts';
import { saidOfFile } from '../testing/said.ts';

const require = createRequire(import.meta.url);
const parser = await loadTerraformParser({
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(
    require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
  ),
});

/** Kind and line of what a resource says of its variables. */
function said(type: string, body: string): readonly string[] {
  const text = `resource "${type}" "a" {\n${body}\n}\n`;
  return extractTerraform([{ path: 'main.tf', text }], parser)
    .facts.filter(({ subject }) => subject.startsWith('env'))
    .map(({ kind, at }) => `${kind} ${at.line}`);
}

test.each([
  [
    'aws_lambda_function',
    'environment {\n  variables = {\n    NODE_TLS_REJECT_UNAUTHORIZED = "0"\n  }\n}',
    4,
  ],
  ['azurerm_linux_web_app', 'app_settings = {\n  NODE_TLS_REJECT_UNAUTHORIZED = 0\n}', 3],
  [
    'aws_ecs_task_definition',
    'container_definitions = jsonencode([{\n  environment = [{ name = "NODE_TLS_REJECT_UNAUTHORIZED", value = "0" }]\n}])',
    3,
  ],
  [
    'google_cloud_run_v2_service',
    'template {\n  containers {\n    env {\n      name  = "NODE_TLS_REJECT_UNAUTHORIZED"\n      value = "0"\n    }\n  }\n}',
    6,
  ],
])('a variable of %s is read where it stands', (type, body, line) => {
  expect(said(type, body)).toContain(`certificate-check ${line}`);
});

test('a template of CloudFormation keeps the names of its variables', () => {
  const text =
    'Resources:\n  A:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Environment:\n            - { Name: API_URL, Value: http://api.example.com }\n';

  expect(saidOfFile('a.yaml', text)).toContain('cleartext 7 http://api.example.com');
});
