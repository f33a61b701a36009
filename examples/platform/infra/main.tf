terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

variable "certificate_arn" {
  description = "Certificate of the public name"
  type        = string
}

variable "image" {
  description = "Container image of the platform, by digest"
  type        = string
}

# One key for everything at rest: AES-256, rotated each year.
resource "aws_kms_key" "platform" {
  description             = "Data at rest of the platform"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}
