import { Controller, Get, Header } from '@nestjs/common';
import { Open } from '../auth/scopes.ts';
import { docsPage, DOCS_STYLE } from './docs-page.ts';
import { openApiDocument } from './document.ts';

const CSP = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

@Controller()
@Open()
export class OpenApiController {
  @Get('openapi.json')
  document(): object {
    return openApiDocument();
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CSP)
  docs(): string {
    return docsPage();
  }

  @Get('docs/style.css')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return DOCS_STYLE;
  }
}
