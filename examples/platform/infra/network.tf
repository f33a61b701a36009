resource "aws_vpc" "platform" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
}

data "aws_availability_zones" "here" {
  state = "available"
}

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.platform.id
  cidr_block        = cidrsubnet(aws_vpc.platform.cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.here.names[count.index]
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.platform.id
  cidr_block        = cidrsubnet(aws_vpc.platform.cidr_block, 8, 10 + count.index)
  availability_zone = data.aws_availability_zones.here.names[count.index]
}

# Outwards through one address; nothing comes in this way.
resource "aws_internet_gateway" "platform" {
  vpc_id = aws_vpc.platform.id
}

resource "aws_eip" "outwards" {
  domain = "vpc"
}

resource "aws_nat_gateway" "outwards" {
  allocation_id = aws_eip.outwards.id
  subnet_id     = aws_subnet.public[0].id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.platform.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.platform.id
  }
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.platform.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.outwards.id
  }
}

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

# The load balancer is the only thing that the internet reaches, and on these two ports only.
resource "aws_security_group" "load_balancer" {
  name        = "convexlabs-load-balancer"
  description = "Public web ports"
  vpc_id      = aws_vpc.platform.id

  ingress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description = "HTTP, answered with a redirect to HTTPS"
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description = "To the platform"
    from_port   = 8443
    to_port     = 8443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.platform.cidr_block]
  }
}

resource "aws_security_group" "platform" {
  name        = "convexlabs-platform"
  description = "The platform's containers"
  vpc_id      = aws_vpc.platform.id

  ingress {
    description     = "From the load balancer"
    from_port       = 8443
    to_port         = 8443
    protocol        = "tcp"
    security_groups = [aws_security_group.load_balancer.id]
  }

  egress {
    description = "HTTPS to the declared recipients"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description = "Redis"
    from_port   = 6379
    to_port     = 6379
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.platform.cidr_block]
  }

  egress {
    description = "PostgreSQL"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.platform.cidr_block]
  }
}

resource "aws_security_group" "database" {
  name        = "convexlabs-database"
  description = "PostgreSQL, from the platform only"
  vpc_id      = aws_vpc.platform.id

  ingress {
    description     = "From the platform"
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.platform.id]
  }
}
